import type { AnswerRule, ShortWords } from './appointment-answer-data.ts';

/** Groups of words of which the Spanish rules are made, without accents, as the fold leaves them. */
export const spanishGroups = {
  cita: 'cita, citas, consulta, visita, turno, sita, limpieza, chequeo, hora, revision, examen',
  la: 'la, mi, nuestra, esa, esta, su, las, mis, el, de, del, al, para, que, tengo, una, los, mi_hijo, mi_hija, mi_esposo, mi_esposa',
  dia: [
    'hoy, manana, pasado, lunes, martes, miercoles, jueves, viernes, sabado, domingo, tarde, temprano, mediodia, semana, mes, noche',
    'enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, noviembre, diciembre, #',
  ].join(', '),
  cuando:
    '<dia>, el, este, esta, ese, esa, a, para, por, en, proxima, proximo, otra, otro, despues, antes, mas, la, al',
  nopuedo: [
    'no puedo, no podre, no podemos, no podremos, no puede, no podra, no voy a poder, no vamos a poder, no va a poder, no me es posible, no nos es posible, no sera posible, ya no puedo, ya no podre',
    'no creo que pueda, no creo poder, no pudimos, no pude, no podria, no alcanzo a, no me da tiempo de, no logro, no podran, no pueden, imposible',
  ].join(', '),
  ir: 'ir, asistir, acudir, venir, llegar, estar, presentarme, atender, presentarnos, asistiremos, acompanarlos, ir a',
  noire:
    'no ire, no iremos, no voy, no vamos, no asistire, no asistiremos, no voy a ir, no vamos a ir, no voy a asistir, no llegare, no estare, no ira, no va a ir, no iremos, no va',
  mover:
    'cambiar, cambiarla, cambiarlo, cambiarme, cambiarnos, mover, moverla, moverlo, reprogramar, reprogramarla, reagendar, reagendarla, posponer, posponerla, aplazar, aplazarla, recorrer, recorrerla, modificar, atrasar, adelantar, pasarla, cambien, cambie, cambia, cambio, reprogramen, reprograme, mueva, muevan, pasar, cambiamos, reprogramacion, retrasar, cambiemos',
  cancelar:
    'cancelar, cancelarla, cancele, cancelen, cancela, cancelo, cancelamos, anular, anularla, anule, anulen, cancelarlo, cancelemos',
} as const;

export const spanishClosers =
  'porque, por, pero, y, ya, tengo, gracias, lo, disculpe, disculpen, perdon, estoy, me, mi, si, se, que, favor, es, hay, con, sin, entonces, saludos, buenas, buenos, hola, senorita, doctora, doctor, a, el, en, para, debido, pues, ese, esa, hoy, manana, al';

export const spanishRules: readonly AnswerRule[] = [
  {
    said: 'unchanged',
    statementsOnly: false,
    patterns: ['no quiero|necesito|vayan|voy? a? <cancelar>|<mover> !por'],
  },
  {
    said: 'maybe',
    statementsOnly: false,
    patterns: [
      'tal_vez|talvez|quizas|quiza|a_lo_mejor|capaz|depende|posiblemente|probablemente|puede_que',
      'no estoy|estamos seguro|segura|seguros|seguras',
      'no se si|todavia|aun|.',
      'creo que si|no|puedo|voy',
      'voy a tratar|ver|intentar',
      'tratare|intentare de? ir|llegar|estar|hacer',
      '~no dejeme|dejame|deje|tengo_que ver|revisar|checar|preguntar|consultar',
      'les|le|te aviso',
    ],
  },
  {
    said: 'reschedule',
    statementsOnly: false,
    patterns: [
      '<mover> <la>* <cita>|dia|fecha|horario|turno',
      'reprogramar|reagendar|reprogramarla|reagendarla|posponer|posponerla|aplazar|aplazarla|cambiarla|moverla|reprogramacion|cambiarlo|moverlo',
      '~no puedo|puede|podria|podriamos|podemos|pueden|quiero|quisiera|necesito|necesitamos|podrian|gustaria|queremos|podran|deseo <la>* <mover> !insurance|seguro|direccion|doctor|telefono',
      'otra|otro|diferente|distinta|distinto|nueva hora|dia|fecha|horario|momento|semana|<cita>|cita',
      '<cita>|hora|fecha|dia mas tarde|temprano',
      'hora|dia|fecha|horario diferente|distinta|distinto|mejor',
      '~no|yo puede|podria|podriamos|podemos|pueden|puedo|podra|podrian <la>* ser|hacerla|hacerlo|darme|ponerme|ir|venir|pasar|llegar|atender|ponerla|dejarla <la>* <cuando>',
      'seria posible <la>* <cuando>|<mover>|ir|venir',
      'mejor <cuando>|otro|otra',
      '<dia> mejor|seria_mejor|me_queda_mejor|me_conviene',
      'hay|tiene|tienen|tendra|tendran <la>* algo|espacio|lugar|disponibilidad|cita|horario|cupo|otra|disponible|otro <cuando>|disponible|mas|.',
      'prefiero|preferiria <cuando>|ir|otra|otro|que',
      'que_tal|y_que_tal|y_si|que_le_parece <cuando>',
      'solo|solamente puedo|podria|tengo <cuando>|ir|libre',
    ],
  },
  {
    said: 'decline',
    statementsOnly: false,
    patterns: [
      '<nopuedo> <ir> =<cuando>|.',
      '<nopuedo> <ir>? a|al|para <la>* <cita>|consultorio|clinica|doctor|dentista',
      '<nopuedo> <cuando> <dia>? <dia>? .',
      '<nopuedo> .',
      '<nopuedo> hacer|cumplir|con <la>* <cita>',
      '<noire> =<cuando>|.',
      '~no|no_quiero|no_voy_a <cancelar> <la>* <cita>',
      'tengo|quiero|necesito|quisiera|deseo|voy|vamos|favor|tenemos|debo|puedo|podria|podrian|pueden|tuve que|de|a? <cancelar> =<cuando>|<la>|.',
      'ya? no necesito|quiero|ocupo|vamos_a_necesitar|requiero <la>* <cita>',
      'no|nunca puedo|podre|podemos estar|ir|asistir|llegar|acudir',
      'me surgio|salio|paso <la>* algo|imprevisto|emergencia|compromiso|problema',
    ],
  },
  {
    said: 'late',
    statementsOnly: false,
    patterns: [
      'voy|vamos|llego|llegare|llegaremos|llegamos|ando|estoy|va|llegando|estare|llegar <la>* un_poco|unos|unas|como|muy|algo|#|minutos|poquito? <dia>? minutos? tarde|retrasado|retrasada|atrasado|atrasada|retrasados|demorado',
      'un poco tarde|retrasado|retrasada|retraso',
      'voy|vamos|estoy|estamos|va|ando|ya en|de camino',
      '^ en camino',
      'ya? casi llego|llegamos|llegando|estoy|estamos|ahi',
      'se me|nos hizo|hace|esta_haciendo tarde',
      'estoy|estamos|ya_estoy|ya_estamos afuera|aqui|en_el_estacionamiento|estacionando|en_la_sala|llegando',
      '^ ya llegue|llegamos|estoy_aqui|estamos_aqui',
      'atorado|atorada|atrapado|atrapada|atascado en|por trafico|el_trafico',
      'hay mucho|demasiado trafico',
      'llego|llegamos|llegare en # minutos|min',
      'minutos|min tarde|de_retraso',
    ],
  },
  {
    said: 'confirm',
    statementsOnly: true,
    patterns: [
      '~no ahi|alli|alla|ahy|hay estare|estaremos|voy_a_estar|vamos_a_estar|vamos|estara|estaran|nos_vemos|voy|llegare',
      '~no estare|estaremos ahi|alli|alla|presente|puntual|puntuales|aqui',
      '^ nos vemos',
      'nos vemos =<cuando>|ahi|alla|alli|pronto|entonces|.',
      '~no si|claro|por_supuesto|ok|perfecto voy|ire|iremos|vamos|puedo|asistire|podemos|asistiremos|estare|va|llegare|llegaremos =<cuando>|a|ir|asistir|ahi|.',
      '^ voy|iremos|ire|vamos|asistire|asistiremos|acudire =a_ir|<cuando>|ahi|.',
      '~no confirmo|confirmamos|confirmada|confirmado|confirmar|confirmando|confirmadas|confirme|confirmados !si_aceptan|si_tienen|si_toman',
      'cuente|cuenten conmigo|con_nosotros',
      '~no los|las|lo|la veo|vemos =<cuando>|.',
      '~no me queda|parece|va bien|perfecto|perfecta|excelente|perfectamente',
      '~no esta|queda bien|perfecto|confirmada|confirmado|excelente|perfecta =<cuando>|gracias|.',
      '~no asistire|asistiremos|asistira|acudire',
      '~no mantener|mantengo|mantenga|dejar|deje|conservar <la>* <cita>',
      'sin falta',
      'alla nos vemos',
      'sigo|seguimos en_pie|con_la_cita',
    ],
  },
];

export const spanishShort: ShortWords = {
  c: 'responda c, c para confirmar, c confirmo, si c, c si',
  r: 'responda r, r para cambiar, r para cambiarla, cambiar, cambiarla, cambio, si r, r si, reprogramar, reagendar',
  x: '',
  yes: [
    'si, sii, sip, si senor, si senora, si senorita, si claro, claro, claro que si, por supuesto, si por favor, confirmo, confirmar, confirmado, confirmada',
    'confirmamos, si confirmo, si confirmado, si confirmamos, si voy, si ire, si puedo, si asistire, simon, correcto, afirmativo, desde luego, seguro',
    'si seguro, claro si, si esta bien, asi es, con gusto, si con gusto, confirmo cita, confirmo mi cita, confirmo la cita',
  ].join(', '),
  agreed: [
    'vale, dale, bueno, de acuerdo, esta bien, ta bien, bien, perfecto, excelente, okay gracias, listo, entendido gracias, muy bien, sale, va',
    'esta perfecto, genial, ok esta bien, super bien, orale',
  ].join(', '),
  no: 'no gracias, no puedo gracias, nel, para nada, no senorita, no senora',
  nothing: [
    'gracias, muchas gracias, mil gracias, grasias, por favor, porfavor, porfa, favor, hola, buenos dias, buenas tardes, buenas noches, buenas, buen dia',
    'disculpe, disculpen, perdon, lo siento, saludos, bendiciones, senorita, doctora, que tenga buen dia, feliz dia, igualmente, dios los bendiga',
    'dios le bendiga, excelente dia, linda tarde, hasta luego, hasta pronto, hasta manana, adios, pero, tambien, entonces, pues, la, el, mi, cita, para, a',
    'las, de, los, nuestra, su, con, en, al, del, esa, hora, dia, hoy, manana, lunes, martes, miercoles, jueves, viernes, sabado, domingo, proximo, proxima',
    'semana, tarde, enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, noviembre, diciembre, yo, por, recordar, recordarme',
    'recordatorio, el recordatorio, por el recordatorio, avisar, por recordarme',
  ].join(', '),
};
