import type { LanguageRule } from './opt-out-language-data.ts';
import { clear, perhaps } from './opt-out-sources.ts';

/**
 * Words that ask in Spanish not to be texted, in groups, without accents as folding leaves them. As in English, those of
 * `relleno` and `listaRelleno` fill a gap and have no meaning of their own.
 */
export const spanishGroups = {
  dejar:
    'deja de, deje de, dejen de, dejar de, dejes de, pare de, paren de, para de, parar de, parenle de, parale de, detenganse de, detengase de, dejense de, basta de, cesen de, eviten, evite',
  enviarme: [
    'escribirme, escribir, mandarme, mandar, enviarme, enviar, textearme, textear, contactarme, contactar, molestarme, molestar, mensajearme, acosarme',
    'estarme mandando, estar mandando, estarme escribiendo, estar escribiendo, estar enviando, estarme enviando, mandarnos, enviarnos, escribirnos',
    'mandandome, enviandome, escribiendome, estar molestando, estarme molestando',
  ].join(', '),
  escriban: [
    'escriban, escriba, escribas, texteen, textee, textees, contacten, contacte, contactes, molesten, moleste, molestes, mensajeen, esten escribiendo',
    'este escribiendo, esten molestando, estes escribiendo, sigan escribiendo, siga escribiendo, sigas escribiendo, sigan molestando, vuelvan a escribir',
    'vuelva a escribir, vuelvas a escribir, vuelvan a contactar, vuelvan a textear, esten texteando, sigan texteando, vuelvan a escribirme',
  ].join(', '),
  manden: [
    'manden, mande, mandes, envien, envie, envies, esten mandando, este mandando, estes mandando, esten enviando, sigan mandando, siga mandando',
    'sigas mandando, sigan enviando, siga enviando, vuelvan a mandar, vuelva a mandar, vuelvan a enviar, vuelva a enviar, mandar, enviar, mandarme',
    'enviarme, lleguen, llegue, pongan, manda, envia',
  ].join(', '),
  mensajes: 'mensajes, mensaje, textos, texto, notificaciones, alertas, sms, mensajitos, texts',
  tipo: 'recordatorios, recordatorio, encuestas, promociones, facturas, correos, llamadas, ofertas',
  relleno: [
    'los, las, el, la, un, ningun, estos, esos, todos, sus, mas, de, con, a, este, ese, mensajes, texto, por favor, porfa, tus, estas, esas, envio',
    'malditos, tipo, recibir, me, recibiendo, seguir, que, esten, lleguen, automaticos, otro, ya, nunca, tener, su, tu, mis, nada',
  ].join(', '),
  noQuiero:
    'no quiero, no deseo, no quisiera, no necesito, no me interesa, no me interesan, no autorizo, no acepto, no queremos, no deseamos, no me gustaria',
  quitenme: [
    'quitenme, quiteme, quitame, quitarme, sacame, saqueme, saquenme, sacarme, borrame, borreme, borrenme, borrarme, eliminame, elimineme, eliminenme',
    'eliminarme, remuevanme, remuevame, removerme, me quiten, me quite, me quitan, me quita, me borren, me borre, me borran, me saquen, me saque',
    'me sacan, me eliminen, me elimine, me eliminan, me remuevan, quitennos, saquennos, desuscribanme, desuscribeme, desuscribirme, excluyanme',
  ].join(', '),
  quiten: [
    'quiten, quite, quita, quitar, saquen, saque, sacar, borren, borre, borra, borrar, eliminen, elimine, elimina, eliminar, remuevan, remueva, remover',
    'olviden, olvide, pierdan, bloqueen',
  ].join(', '),
  puedan: 'pueden, puede, podrian, podria, puedes',
  numero: 'numero, telefono, celular, cel, contacto, nombre, numero de telefono, numero de celular',
  lista:
    'lista, listas, sistema, base de datos, registro, registros, contactos, grupo, aqui, esto, ahi, alli',
  listaRelleno: 'la, las, su, sus, esta, esa, tu, de, mensajes, contactos, el, este, textos',
  paren: [
    'pare, paren, parar, parar con, detenga, detengan, detener, cancele, cancelen, cancelar, cancela, terminen, terminar, suspendan, suspenda, suspender',
    'desactiven, desactivar, quiten, quitar, baja, alto a, alto con, cesen, basta de, basta con, no mas, ya no mas, ni un, stop, ya basta con, ya basta de',
    'bloquear, pongan fin a, baja a, baja de, paren con, como cancelo, como quito, como paro, como detengo, como desactivo',
  ].join(', '),
  equivocado:
    'numero equivocado, numero incorrecto, numero errado, persona equivocada, equivocado de numero, equivocaron de numero, equivoco de numero, equivoca de numero, equivocados de numero',
  desconocido: 'no conozco, quien es, no soy, no es el numero, ya no soy paciente, no soy paciente',
} as const;

export const spanishRules: readonly LanguageRule[] = [
  {
    wish: 'que no le escriban',
    ...clear,
    patterns: [
      '<dejar> <enviarme>',
      'dejar de recibir <relleno>* <mensajes>',
      'no|nunca|jamas|tampoco mas? me|nos? <escriban> .|a_este',
      'no|nunca|jamas|tampoco mas? me|nos <escriban>',
      'no|nunca|jamas mas? me|nos? <manden> <relleno>* <mensajes>|nada|mas|cosas|estos|esto',
      'no|nunca|jamas me|nos <manden> .',
      'no|nunca escribir|contactar|textear|molestar .|a_este',
      'no|nunca <escriban> a <relleno>* <numero>',
      '<noQuiero> <relleno>* <mensajes>',
      '<noQuiero> que? me|nos <escriban>',
      '<noQuiero> que? me|nos <manden> <relleno>* <mensajes>|nada|mas|.',
      '<noQuiero> ser contactado|contactada|molestado|molestada',
      '<noQuiero> recibir|que_me_llegue nada|mas .',
      '<paren> <relleno>* <mensajes>',
      'dejenme|dejeme|dejame|dejennos en_paz|tranquilo|tranquila|de_molestar',
      'me <puedan>? dejar en_paz',
    ],
  },
  {
    wish: 'fuera de la lista',
    ...clear,
    patterns: [
      '<quitenme> de <listaRelleno>* <lista> .',
      '<quitenme> .',
      'me <puedan> <quiten> de <listaRelleno>* <lista> .',
      '<quiten> mi|este|ese|el <numero> <relleno>* <lista>?',
      'darme|denme|deme|dame|dar|doy|dennos|me_dan|me_da|me_den|pido|solicito|quiero|quisiera de|la? baja .',
      'darme|denme|deme|dame|me_dan|me_den de baja de <relleno>* <mensajes>|<lista>',
      'dar|den de baja a? mi|este <numero>',
      'desuscribir|desuscribirme|desuscribanme|desinscribirme|desinscribir',
      'cancelar|cancelen|cancele|anular|cancela mi|la? suscripcion|subscripcion !a|al|del',
      'me? quiero|quisiera|deseo salir|salirme de <listaRelleno>* <lista> .',
      'revoco|retiro <relleno>* consentimiento|permiso|autorizacion',
    ],
  },
  {
    wish: 'menos que todos los mensajes, o algo que no nombra',
    ...perhaps,
    patterns: [
      '<dejar> <enviarme>|llamarme|llamar <relleno>* <tipo>?',
      'no me llamen mas? .',
      '^ solo llamenme|llameme',
      'no|nunca me|nos? <manden> <relleno>* <tipo>',
      'no <escriban> a mi',
      '<paren> <relleno>* <tipo>',
      '<noQuiero> <relleno>* <tipo>',
      'paren|pare|dejen|ya_basta|parar eso|esto|con_esto|de_esto .',
      '^ basta|ya_basta|ya_dejen|no_mas .',
      'quiero|quisiera parar|cancelar .',
      '^ ya no mas|quiero .',
      'mensaje|mensajes equivocado|equivocados',
    ],
  },
  {
    wish: 'que no es para el',
    ...perhaps,
    statementsOnly: false,
    patterns: ['<equivocado>'],
  },
];

export const spanishClosers =
  'por favor, porfavor, porfa, please, gracias, thanks, thank you, ya, ahora, nunca, mas, yo, no, me, te, y, o, lo, es, que, a este, a mi numero, a mi celular, a mi telefono, de ustedes, si';

export const spanishSlips = {
  ...{
    q: 'que',
    xfa: 'por favor',
    xfavor: 'por favor',
    mensage: 'mensaje',
    mensages: 'mensajes',
    msjs: 'mensajes',
  },
  ...{ msj: 'mensaje', kiten: 'quiten', kitenme: 'quitenme' },
};
