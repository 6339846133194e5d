/**
 * Letters of other alphabets, and letters of the Latin one with strokes and hooks, that read as one of a to z: under
 * each script the n-th letter of `from` looks like the n-th of `to`.
 *
 * Source: Unicode Technical Standard 39, confusables.txt 13.0.0 as packaged in unhomoglyph 1.0.6, reduced to what
 * folding leaves: lower case, without accents, one letter for one. Scripts that only scholars type are left out. To
 * it come the letters of 17.0.0 whose capital alone looks Latin (В, Н, Ν), and small capitals.
 * Copyright 1991-2025 Unicode, Inc., under the Unicode License v3 (https://www.unicode.org/license.txt).
 */
export const confusables = {
  latin: {
    from: 'ɑᴀƀƃƅɓʙꞵȼᴄðđƌɖɗᴅɇᴇꬲƒᵮẝꜰꞙꬵƍǥɠɡɢᶃħɦʜⱨıɨɩɪᵻᵼɉʝᴊƙᴋⱪꝁłƚǀɫɭʟɱᴍᵯƞɲɳɴᵰøɵᴏᴑꝋꬽꬾƥᴘᵽʠɍɼɽʀᵲꭇꭈƽʂᵴꜱŧƭʈᴛᵵⱦʉʋᴜᵾꞟꭎꭒᴠɯᴡꝡꭓƴɏɣʏᶌỿꭚƶȥʐᴢᵶ',
    to: 'aabbbbbbccddddddeeeffffffgggggghhhhiiiiiijjjkkkkllllllmmmnnnnnooooooopppqrrrrrrrssssttttttuuuuuuuvwwwxyyyyyyyzzzzz',
  },
  cyrillic: {
    from: 'абвьѣҍсҫԁеҽҿԍнћңһӈӊꚕіꙇјкқҟӏмӎоѳөрԛгғѕтҭѵѡԝхҳуүұ',
    to: 'abbbbbccdeeeghhhhhhhiijkkklmmooopqrrsttvwwxxyyy',
  },
  greek: {
    from: 'αβςεϝηιϳκμϻνθοσρᴦτωχγυζ',
    to: 'abcefhijkmmnoooprtwxyyz',
  },
  armenian: {
    from: 'քցհոռօգզտսա',
    to: 'fghnnoqqsuw',
  },
  cherokee: {
    from: 'ꭺᏼꮟꮯꭰꮷꭼᏻꮐᏺꮋꮒꭵꭻꮶꮮꮇꭴꮎꮻꮲꭱꮁꮢꮥꮪꭲꮜꮩꮃꮤꭹꮍꮓ',
    to: 'abbcddegghhhijklmoooprrrsstuvwwyyz',
  },
  coptic: {
    from: 'ⲥⲏⲕⲓⳑⲙⲛⲟⲣⲅⲧⲭⲩ',
    to: 'chkllmnoprtxy',
  },
  lisu: {
    from: 'ꓮꓐꓚꓒꓓꓰꓝꓖꓧꓙꓗꓡꓲꓟꓠꓳꓑꓣꓢꓔꓴꓦꓪꓫꓬꓜ',
    to: 'abcddefghjkllmnoprstuvwxyz',
  },
  canadianSyllabics: {
    from: 'ᗅᑲᑳᖯᗷᑯᗞᗪᖴᕼᒍᒪᗰᑭᖇᑌᐯᕁᕽ',
    to: 'abbbbdddfhjlmpruvxx',
  },
  deseret: {
    from: '𐐽𐑃𐐬𐑈',
    to: 'clos',
  },
} as const;
