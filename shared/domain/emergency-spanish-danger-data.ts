import type { SignRule } from './emergency-language-data.ts';
import { harmToOthers, overdose, selfHarm, violence } from './emergency-sources.ts';
import { spanishGroups } from './emergency-spanish-words.ts';

const broma = spanishGroups.broma;

/** Violence, overdose, suicide and harm, in Spanish. */
export const spanishDangerRules: readonly SignRule[] = [
  {
    sign: 'violence',
    ...violence,
    deniable: true,
    unless: `${broma}, carro, en la rodilla`,
    patterns: [
      'esposo|marido|novio|pareja|ex|papa|el|ella|esposa me|nos pego|pega|golpeo|golpea|esta_golpeando|golpeando|amenaza|amenazo|esta_amenazando|amenazando|violo|ahorco|quiere_matar|va_a_matar|ataco !si|jaja',
      'me esta golpeando|pegando|amenazando|atacando|siguiendo',
      'tiene|saco|con|trae una|un pistola|arma|cuchillo',
      'no estoy|estamos|me_siento segura|a_salvo|seguro en|aqui|con',
      'en|estoy_en|corro peligro',
      'me violaron|violo|abusaron|abuso',
      'me|nos <word>? pega|pego|golpea|golpeo|amenaza|amenazo|violo <word>? esposo|marido|novio|pareja|ex',
    ],
  },
  {
    sign: 'an overdose',
    ...overdose,
    deniable: true,
    unless: `${broma}, perro, gato, prevencion, como siempre, recetadas`,
    patterns: [
      'sobredosis',
      '<tomo> <word>? <word>? todas|todos|todo|muchas|muchos|demasiadas|demasiados|punado|bastantes <word>? <word>? <word>? <pastillas>',
      '<tomo> <word>? <word>? frasco|bote|botella|caja <word>? <word>? <word>? <pastillas>|entero|entera|completo|completa',
      '<tomo> <word>? [89]|[1-9][0-9]{1,2}|veinte|treinta|cuarenta|cincuenta|diez|quince !mg|miligramos|dias <word>? <pastillas>',
      '<tomo> <word>? monton|bonche|punado|chorro de <pastillas>',
    ],
  },
  {
    sign: 'suicide',
    ...selfHarm,
    deniable: true,
    unless: 'prevencion, prevenir, caminata, pelicula, escuadron, se suicido hace, apoyo para familiares',
    patterns: [
      'suicidio|suicida|suicidarme|suicidarse|suicidar|suicidarnos|suicido',
      'tendencias|ideas|pensamientos suicidas',
    ],
  },
  {
    sign: 'a wish to die',
    ...selfHarm,
    deniable: true,
    unless: `${broma}, papeleo, tramite, tramites, trabajo`,
    patterns: [
      '<quiero> <matar>',
      'me|se|nos quiero|quiere|quisiera|voy_a|va_a|deseo|gustaria <word>? matar|morir|suicidar|ahorcar|cortar_las_venas|quitar_la_vida|hacer_dano|lastimar|desaparecer !las_ganas|el_pelo|el_cabello',
      '<quiero> morir|morirme|morirse|estar_muerto|estar_muerta|no_existir|no_despertar|dejar_de_existir|dejar_de_vivir|desaparecer',
      'ojala|quisiera <word>? <word>? <word>? muerto|muerta|muriera|muero|no_despierte|no_despertar|nunca_haber_nacido|no_haber_nacido|no_despertara',
      'mejor <word>? <word>? <word>? sin_mi|muerto|muerta|si_me_muero|si_no_estuviera|si_yo_no',
      'acabar|terminar con todo|mi_vida|esta_vida|mi_sufrimiento',
      'quitarme|quitarse|me_quito|se_quito|me_quite la vida',
      'se|me|te corta|cortando|corto|corte los_brazos|las_munecas|las_venas|a_proposito',
      'esta|estoy cortando|cortandome|cortandose !el_pelo|el_pasto|verduras|.',
      'adios a? todos|mundo|para_siempre',
      'nota|carta de? suicidio|despedida|suicida',
      'pienso|piensa|pensando|pensar en <word>? muerte|morir|morirme|morirse',
    ],
  },
  {
    sign: 'no will to live',
    ...selfHarm,
    deniable: false,
    unless: `${broma}, departamento, casa, ciudad`,
    patterns: [
      'no quiero|quiere|deseo|quisiera <word>? vivir|seguir_viviendo|existir|estar_viva|estar_vivo|estar_aqui_mas|despertar|estar_en_este_mundo|seguir_en_este_mundo|seguir_adelante !aqui|en_esta|con',
      'no tengo|tiene|hay|encuentro|veo <word>? razon|razones|motivo|motivos|sentido|ganas <word>? <word>? vivir|seguir_viviendo|vida|existir',
      'vida no <word>? vale|sentido|importa|tiene_sentido|quiero',
      'no vale la_pena <word>? vivir|seguir|mi_vida',
      'cansado|cansada|harto|harta|canse de vivir|la_vida|mi_vida|existir',
      'sin ganas|razon|razones de|para vivir|seguir',
      'ya_no puedo|aguanto|aguanta|puede <word>? mas !con_el|con_la|esperar|con_este|con_esta|con_mi|tarde|que',
      'no puedo seguir asi|viviendo|mas',
      'nadie <word>? <word>? extranar|extranaria|extranara',
      'ojala|quisiera|quiero no despertar|existir|haber_nacido|despertarme|estar_aqui|estar_vivo|estar_viva',
      'vida <word>? no <word>? <word>? sentido|valor',
      'no quiero|puedo seguir|continuar .|viviendo|asi|mas',
    ],
  },
  {
    sign: 'a wish to hurt another',
    ...harmToOthers,
    deniable: true,
    unless: `${broma}, si falto, si no, la espalda, el hambre`,
    patterns: [
      '<quiero> <word>? matarlo|matarla|matarlos|matar_a|hacerle_dano|lastimarlo|lastimarla|lastimar_a|hacerles_dano|hacer_dano_a|dispararle|apunalarlo',
      'miedo <word>? <word>? hacerle|lastimar|hacer|hacerles|lastimarlo|lastimarla',
      'voces <word>? <word>? dicen|hablan|ordenan|matar',
    ],
  },
];
