/** Given names for the demo: out of a garden, so that nobody takes them for patients. */
export const gardenNames: readonly string[] = `
Acacia Acorn Agave Alder Almond Aloe Alyssum Amaranth Anemone Anise Apricot Arnica Aronia Ash Aspen Aster Azalea Balsam Bamboo Banyan Barley
Basil Bay Beech Begonia Bellflower Bergamot Betony Birch Bluebell Borage Bramble Briar Broom Bryony Buttercup Cactus Calla Camellia Campion
Caraway Cardamom Carnation Caspia Catmint Cedar Celosia Chamomile Cherry Chestnut Chicory Chive Cicely Cinnamon Citron Clary Clematis Clove
Clover Columbine Comfrey Coral Cornel Cosmos Cowslip Cress Crocus Cumin Currant Cypress Daffodil Dahlia Daisy Damson Daphne Delphinium Dill
Dogwood Edelweiss Elder Elm Elodea Endive Erica Fennel Fern Fig Filbert Flax Foxglove Freesia Fuchsia Gardenia Garlic Gentian Geranium Ginger
Ginkgo Gorse Guava Hawthorn Hazel Heather Hellebore Hibiscus Holly Hops Hosta Hyacinth Hyssop Iris Ivy Jasmine Jonquil Juniper Kale Kiwi
Larch Larkspur Laurel Lavender Lemon Lichen Lilac Lily Lime Linden Lotus Lovage Lupine Magnolia Mallow Maple Marigold Marjoram Medlar Melon
Mimosa Mint Mistletoe Moss Mulberry Myrtle Nasturtium Nettle Nigella Nutmeg Oak Oleander Olive Orchid Oregano Oxalis Pansy Papaya Parsley
Peach Pear Peony Pepper Petunia Phlox Pine Plum Poppy Posy Primrose Quince Radish Rhubarb Rosemary Rowan Rue Saffron Sage Salvia Savory Sedum
Sorrel Spruce Sumac Sunflower Tamarind Tansy Tarragon Teasel Thistle Thyme Tulip Umber Verbena Vetch Viola Willow Wisteria Yarrow Yucca Zinnia Barberry Bistort
Candytuft Chervil Coltsfoot Corncockle Eyebright Feverfew Hornbeam Knapweed Ladysmock Loosestrife Mugwort Orpine Pimpernel Ragwort Speedwell
Tamarisk Valerian Woodruff
`
  .trim()
  .split(/\s+/);
