/** Words that tell in Spanish of an emergency, in groups, folded: "ano" is "año". */
export const spanishGroups = {
  pecho: 'pecho, torax, corazon',
  duele:
    'duele, dolor, dolores, duelen, dolio, doliendo, presion, opresion, apretado, aprieta, pesado, peso, ardor, punzadas, punzada, oprime, apretando, molestia',
  respirar: 'respirar, respira, respiro, respirando, respiracion',
  nopuede:
    'no puedo, no puede, no podia, no pudo, no logra, no logro, apenas puedo, apenas puede, casi no puedo, casi no puede, casi no, apenas, no consigo, me cuesta, le cuesta, cuesta, dificultad para, dificultad al, problemas para, trabajo para, no',
  suyo: 'mi, su, la, el, los, las, sus, mis, una, un, de',
  miembro: 'brazo, brazos, pierna, piernas, mano, manos, lado, cara, cuerpo, pie',
  dormido:
    'dormido, dormida, entumecido, entumecida, adormecido, adormecida, debil, paralizado, paralizada, hormigueo, durmio, entumecio',
  derepente: 'de repente, de pronto, de golpe, subitamente, repentino, repentina',
  hincha:
    'hincho, hincha, hinchando, hinchada, hinchado, hincharon, hinchados, inflamada, inflamado, inflamando, cierra, cerro, cerrando, cerrada, inflo',
  tomo: 'tome, tomo, tomado, trago, trague, bebio, bebi, comio, tomaron, ingirio, tomando, tomarme, tragado',
  veneno:
    'cloro, pila, pilas, bateria, veneno, detergente, lejia, jabon, gasolina, limpiador, quimico, quimicos, raticida, iman, imanes, moneda, acido, pinol, fabuloso, lysol',
  pastillas:
    'pastillas, pastilla, medicinas, medicina, medicamento, medicamentos, pildoras, tabletas, tylenol, aspirinas, insulina, frasco, xanax',
  matar:
    'matarme, matarse, suicidarme, suicidarse, suicidarnos, ahorcarme, ahorcarse, quitarme la vida, quitarse la vida, acabar con mi vida, acabar con todo, acabar con su vida, terminar con todo, terminar con mi vida, cortarme las venas, colgarme, lastimarme, lastimarse, cortarme, cortarse, hacerme dano, hacerse dano, pegarme un tiro, aventarme, tirarme de, tirarme del, tirarme por, desaparecer para siempre, dormir y no despertar',
  quiero:
    'pienso, piensa, quiero, quiere, quisiera, voy a, va a, pienso en, piensa en, pensando en, ganas de, he pensado en, intento, intente, trato de, planeo, deseo, desea, estoy pensando en, penso en, pensado en, amenaza con, tengo ganas de, me gustaria, queria, prefiero, pensamientos de, quiero de',
  broma:
    'jaja, jajaja, jajajaja, jeje, lol, risa, hambre, sueno, calor, frio, verguenza, ganas, envidia, aburrimiento, broma, curiosidad, amor',
} as const;

/** Words with which another thought begins. */
export const spanishClosers =
  'por favor, y, o, pero, porque, que, mi, ayuda, ayudenme, ya, ahora, hoy, urgente, gracias, no, me, se, le, en, a, con, desde, necesito, llamen, favor, rapido, cuando';

/** Slips of the thumb and short forms that spelling.ts does not derive: as typed = as meant. */
export const spanishSlips = [
  'respirrar=respirar, repirar=respirar, resp=respirar, q=que, xq=porque, pq=porque, pecjo=pecho, pexo=pecho, anbulancia=ambulancia',
  'ambulansia=ambulancia, emerjencia=emergencia, emergensia=emergencia, desmallo=desmayo, desmalle=desmaye, combulsionando=convulsionando',
  'combulsiones=convulsiones, kiero=quiero, qiero=quiero, suisidio=suicidio, suicidarm=suicidarme, matarm=matarme, biba=viva, bivir=vivir',
  'vibir=vivir, puedp=puedo, pued=puede',
].join(', ');
