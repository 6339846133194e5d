/** Words that tell in English of an emergency, in groups. `word` is any word of a clause, `far` of a sentence. */
export const englishGroups = {
  word: '[a-z0-9]{1,20}',
  far: '[a-z0-9]{1,20}, [,]',
  chest: 'chest, chests, sternum, breastbone',
  hurt: [
    'pain, pains, painful, hurts, hurt, hurting, aching, aches, ache, tight, tightness, tightening, tighten, pressure, heavy, heaviness, squeezing',
    'crushing, stabbing, burning, discomfort, killing me, squeezed, being crushed, gripping, crushed',
  ].join(', '),
  cant: [
    'cant, can not, cannot, couldnt, could not, barely, hardly, unable to, not able to, isnt able to, arent able to, wasnt able to, struggling to',
    'struggle to, struggles to, fighting to, hard to, harder to, difficult to, trouble, troubles, difficulty, difficulties, problems, hard time, problem, tough to',
  ].join(', '),
  breathe: 'breathe, breath, breathing, breaths, inhale',
  soft: [
    'really, even, hardly, barely, fully, seem to, to, get, getting, catch, catching, take, taking, my, a, any, an, full, deep, enough, air, properly, quite, or, and, move, talk',
    'speak, swallow, think, sleep, eat, her, his, for, him, me, with, in, right, well, normally, just, be, being, able, at all, again, is, so, it, the, of, much, having',
  ].join(', '),
  not: 'not, isnt, arent, aint, stopped, stops, wasnt, quit, hasnt been, no longer, barely, hardly',
  wont: 'wont, will not, wouldnt, doesnt, does not, isnt, is not, hasnt, has not, not, never, cant, cannot, couldnt, didnt, dont, do not, havent',
  mine: 'my, his, her, their, our, the, moms, dads, husbands, wifes, sons, daughters, babys, mothers, fathers',
  person: [
    'he, she, hes, shes, mom, dad, husband, wife, son, daughter, baby, mother, father, grandma, grandpa, grandmother, grandfather, brother, sister, friend, kid',
    'child, toddler, infant, boyfriend, girlfriend, uncle, aunt, roommate, neighbor, partner, old, boy, girl, newborn, nephew, niece, cousin, man, woman, someone, teen, teenager',
  ].join(', '),
  sudden: 'sudden, suddenly, all of a sudden, out of nowhere, just now, all at once, abruptly',
  limb: 'arm, arms, leg, legs, hand, hands, side, face, body, foot, feet, neck, fingers',
  limp: 'numb, numbness, weak, weakness, tingling, tingly, paralyzed, limp, dead, asleep, tingles, droopy, heavy',
  droop:
    'droop, drooping, droops, drooped, droopy, sagging, sags, lopsided, crooked, uneven, dropped, slack, twisted',
  swell:
    'swelling, swollen, swelled, swell, swells, closing, closed, closes, close, tightening, tight, puffing, puffed, puffy, blowing up, constricting, shut, ballooning',
  swallow:
    'drank, swallowed, ate, ingested, drinking, eaten, swallows, drunk, swallow, licked, chugged, consumed',
  toxin: [
    'bleach, battery, batteries, magnet, magnets, detergent, pod, pods, antifreeze, cleaner, cleaning, cleaners, chemical, chemicals, poison, gasoline, drano, polish, sanitizer',
    'fluid, lysol, pesticide, rat, mushrooms, berries, windex, kerosene, ammonia, lamp oil, methanol, nicotine, vape, edibles, edible, coin, quarter, penny, razor, needle',
  ].join(', '),
  drugs: [
    'pills, pill, medicine, medication, medications, meds, tablets, tablet, capsules, tylenol, advil, aspirin, ibuprofen, xanax, ambien, benadryl, percocet, oxy, oxycodone, vicodin, norco',
    'klonopin, valium, ativan, melatonin, sleepers, painkillers, antidepressants, insulin, acetaminophen, fentanyl, heroin, opioids, gabapentin, trazodone, zoloft, adderall, metformin, vitamins, gummies, seroquel',
  ].join(', '),
  took: 'took, swallowed, taken, taking, downed, ate, popped, drank, takes, take',
  many: [
    '[89], [1-9][0-9]{1,2}, handful of, a handful of, handfuls of, bunch of, ten, twelve, fifteen, twenty, thirty, forty, fifty, sixty, hundred, dozen, dozens of, lots of, a lot of, like',
  ].join(', '),
  oneself: 'myself, my self, himself, herself, themself, themselves, yourself, ourselves, self',
  wish: [
    'want, wants, wanna, wanted, going, gonna, wish, wishes, think, thinking, thinks, thought, thoughts, plan, planning, plans, ready, need, might, will, ill, urge, urges, about, like, feel, feels',
    'try, tried, trying, threatening, threatened, threatens, afraid, scared, could, tempted, hope, hoping, considering, considered, would, ideas, idea, decided, intend, tired, fantasizing, keep, keeps, says, said',
  ].join(', '),
  end: 'end, ending',
  life: 'it, it all, everything, it now, it tonight, my life, my own life, his life, her life, their life, his own life, her own life, things, this life, all of it, the pain, my suffering, my pain',
  one: 'him, her, them, someone, somebody, everyone, everybody, people, my kids, my baby, my child, my wife, my husband, my son, my daughter, my mom, my dad, my boss, my ex, others, other people, the baby, my children, the kids, my family, my mother, my father, my brother, my sister, my partner, my neighbor, my roommate, anyone, my boyfriend, my girlfriend',
  joke: 'lol, lmao, haha, hahaha, jk, rofl, lolol, hehe, joking, kidding, laughing, laughed, laugh, funny, hilarious, literally dying',
} as const;

/** Words with which another thought begins. */
export const englishClosers = [
  'please, pls, plz, thanks, thank, thx, and, or, but, so, i, im, ive, id, you, u, we, its, it is, this is, he, she, they, my, because, cause, since, if, why, what, who, when, now, right',
  'help, call, today, tonight, again, anymore, help me, someone, somebody, send, come, lol, hes, shes, just, really, right now, need, cant, is, ok, sir, maam, oh, omg, god',
].join(', ');

/** Slips of the thumb and short forms that spelling.ts does not derive: as typed = as meant. */
export const englishSlips = [
  'brething=breathing, breathin=breathing, brethe=breathe, breth=breath, brathe=breathe, breate=breathe, breatg=breath, breahte=breathe, cnt=cant',
  'cand=cant, caint=cant, canot=cannot, wnt=want, wnna=wanna, wana=wanna, wanto=want to, dnt=dont, ches=chest, chst=chest, chestpain=chest pain',
  'chestpains=chest pains, pian=pain, pane=pain, payne=pain, preasure=pressure, presure=pressure, hurst=hurts, hart=heart, hearth=heart',
  'attak=attack, atack=attack, stoke=stroke, strok=stroke, siezure=seizure, seizer=seizure, seisure=seizure, sezure=seizure',
  'uncontious=unconscious, unconcious=unconscious, unconsious=unconscious, ambulence=ambulance, ambulanse=ambulance, emergancy=emergency',
  'emergeny=emergency, emergncy=emergency, sucide=suicide, suiside=suicide, sucidal=suicidal, suicidel=suicidal, suicidle=suicidal, kil=kill',
  'mysel=myself, myslef=myself, mself=myself, od=overdose, ods=overdose, oded=overdosed, bleding=bleeding, bleedin=bleeding, throath=throat',
  'throt=throat, toung=tongue, tounge=tongue, swolen=swollen, swoll=swollen, swelin=swelling, alergic=allergic, alergy=allergy',
  'anaphalaxis=anaphylaxis, epi=epipen, hubby=husband, grandson=son, granddaughter=daughter, momma=mom, mum=mom, mommy=mom, daddy=dad',
  'nana=grandma, papa=dad, fiance=partner, stepson=son, u=you, r=are, ur=your, rn=right now, thru=through, wanting=want, gona=gonna, goin=going',
  'livin=living, dieing=dying',
].join(', ');
