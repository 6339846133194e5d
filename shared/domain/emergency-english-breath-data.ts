import { englishGroups } from './emergency-english-words.ts';
import type { SignRule } from './emergency-language-data.ts';
import { allergy, general, heart, stroke } from './emergency-sources.ts';

const joke = englishGroups.joke;
const paper =
  'bill, bills, billing, statement, charge, charges, form, forms, date, insurance, portal, appointment, appointments, website, letter, schedule, instructions, monday, tuesday, wednesday, thursday, friday, invoice, policy, price, copay';
const numbed =
  'filling, novocaine, dentist, anesthesia, anesthetic, shot, vaccine, injection, crown, extraction, root canal, slept on, sleeping on, procedure, carpal, lidocaine, numbing, cleaning';

/** Signs in the heart, breath, brain and senses, in English. */
export const englishBreathRules: readonly SignRule[] = [
  {
    sign: 'pain or pressure in the chest',
    ...heart,
    deniable: true,
    patterns: [
      '<chest> !of|cold|xray|x_ray|ct|freezer|hair <word>* <hurt>',
      '<hurt> <word>* <chest> !of|freezer',
      'elephant|weight|brick|bricks|pressing|sitting|squeezing|something <word>* on|in my|his|her|the chest',
      'cardiac arrest|event',
      'angina',
    ],
  },
  {
    sign: 'a heart attack',
    ...heart,
    deniable: true,
    unless: `${joke}, bill, price, cost, gave me, give me, giving me, gives me, saw the, walk, class, prevent, prevention, prevents, risk, almost had, nearly had, traffic, scared me, on a plate, fundraiser, insurance, died of, died from, passed from, passed away from, lost`,
    patterns: ['heart attack|attacks', 'hart attack', 'heart attak'],
  },
  {
    sign: 'a heart that stops or races',
    ...heart,
    deniable: true,
    unless: joke,
    patterns: [
      'heart stopped|stops|stopping !me',
      'heart <word>* racing|pounding|fluttering|palpitations|irregular <far>* faint|pass_out|dizzy|lightheaded|sweating|slow_down|breath',
      'heart <word>? wont|will_not slow',
      'racing heart <far>* dizzy|faint|sweating|lightheaded',
    ],
  },
  {
    sign: 'no breath or pulse',
    ...general,
    deniable: false,
    unless: `${joke}, nose, nostril, nostrils, sinus, sinuses, stuffy, cpap, exercise, breath mints, breathing room, hold my breath`,
    patterns: [
      'no|without|cant_find|cant_feel a? pulse',
      '<cant> <soft>* <breathe>',
      'cant|cannot|wont|not|isnt get|getting <soft>* air|oxygen',
      '<breathe> <soft>* hard|difficult|labored|shallow|fast|funny|heavy|weird|stopped|worse|painful !as',
      '<not> <soft>* breathing',
      'need|needs air|oxygen now|please|.',
    ],
  },
  {
    sign: 'short of breath',
    ...general,
    deniable: true,
    unless: `${joke}`,
    patterns: [
      'short|shortness of? breath',
      'out|shortage of breath',
      'sob <far>* chest|sweating|dizzy',
      'gasping|gasps !at',
      'suffocating|suffocated|smothering',
      'oxygen|o2|sat|sats|spo2 <word>* [5-7][0-9]|8[0-9]',
    ],
  },
  {
    sign: 'blue lips or skin',
    ...general,
    deniable: true,
    patterns: [
      'turning|turned|going|went|turns blue|bluish|purple|grey|gray !cross|shield',
      'lips|face|skin|fingers|fingertips|mouth <word>? <word>? blue|bluish|purple|gray|grey !cross|shield',
      'blue|bluish lips|face|skin',
    ],
  },
  {
    sign: 'choking',
    ...general,
    deniable: true,
    unless: `${joke}, hazard, hazards, game, up when`,
    patterns: [
      'choking',
      'choked|chokes on',
      'stuck|lodged in <mine> throat|airway',
      'object|food|something stuck <word>* throat <far>* breathe|swallow',
    ],
  },
  {
    sign: 'an asthma attack that does not end',
    ...general,
    deniable: false,
    unless: 'refill, expired, empty',
    patterns: [
      'wheezing <far>* bad|badly|hard|severe|severely|inhaler|hives|worse|nonstop',
      'bad|badly|severe|hard|hives|really <far>* wheezing',
      'asthma attack !plan|action|last|history',
      'inhaler|nebulizer|rescue <word>? isnt|not|doesnt|wont|is_not|does_not <word>? helping|help|helped',
    ],
  },
  {
    sign: 'a throat or face that swells, or anaphylaxis',
    ...allergy,
    deniable: true,
    unless:
      'wisdom, wisdom tooth, extraction, sinus, strep, refill, expired, prescription, store, early, lymph',
    patterns: [
      'throat|airway|windpipe <word>? <word>? <word>? <swell>',
      'tongue|lips|lip|face|mouth|eyes <word>? <word>? <word>? swelling|swollen|swelled|swell|puffing|ballooning|huge',
      'swelling|swollen <word>? <word>? <word>? throat|tongue|lips|face',
      'anaphylaxis|anaphylactic|anaphalactic|anaphylactic_shock',
      'used|gave|using|injected|need <mine>? epipen|epi_pen !prescription|refill|training',
      'having|bad|severe|serious|terrible|major|is <word>? <word>? allergic reaction',
      'hives <far>* swelling|swollen|throat|breathing|breath|wheezing|vomiting|dizzy|faint',
      'stung <far>* throat|swelling|hives|dizzy|breath',
    ],
  },
  {
    sign: 'cannot swallow',
    ...allergy,
    deniable: false,
    unless: 'pill, pills, tablet, tablets, capsule, capsules, liquid, huge',
    patterns: [
      'cant|cannot|unable_to|can_not <word>? swallow <word>? .|anything|water|saliva|spit',
      'drooling <far>* swallow|breathe|throat',
    ],
  },
  {
    sign: 'a face that droops, or speech that slurs',
    ...stroke,
    deniable: true,
    unless: `botox, eyelid, eyelids, ${numbed}`,
    patterns: [
      'face|mouth|smile|cheek|lip <word>? <word>? <word>? <droop>',
      '<droop> face|mouth|smile',
      'slurring|slurred|slurs|slur',
      'speech|words <word>? <word>? garbled|jumbled|slurry|gibberish|mixed|mumbled',
      'talking|speaking gibberish|nonsense|funny',
      'face|tongue <word>? <word>? numb',
    ],
  },
  {
    sign: 'a limb or side that is numb or weak',
    ...stroke,
    deniable: true,
    unless: `${numbed}, shoulder surgery, cast`,
    patterns: [
      '<sudden> <word>? <word>? numb|numbness|weak|weakness|paralyzed|paralysis|vision|blind|confused|confusion|dizzy|headache|migraine',
      'left|right|one|half|whole|entire side|arm|leg|hand|of|face <word>* <limp>',
      'numb|numbness|weak|weakness|paralyzed|tingling <word>? <word>? left|right|one|half side|arm|leg|face|of',
      '<limb> <word>? <word>? <word>? <limp> <far>* <sudden>',
      '<limb> <word>? went|gone|goes <word>? <limp>',
      'radiating|shooting|going|spreading|down|travels <word>? <word>? left arm',
      'left arm <word>? <word>? hurts|pain|hurting|aching|aches',
      'jaw <word>? <word>? arm <word>? <word>? ache|hurt|hurts|pain',
    ],
  },
  {
    sign: 'suddenly cannot speak, see or move',
    ...stroke,
    deniable: false,
    unless: `${numbed}, shoulder, ${paper}`,
    patterns: [
      '<sudden> <word>? <word>? cant|cannot|couldnt|unable_to <soft>* talk|speak|see|walk|move|stand|hear|swallow',
      'cant|cannot|couldnt|unable_to <soft>* talk|speak|see|walk|move|stand <far>* <sudden>',
      '<person> cant|cannot|couldnt|isnt_able_to <soft>* talk|speak|move|stand_up|get_up|see !right|now|on|at|until|today|because|about|to|with|long|til|that|it|them|you|the|dr|doctor|out',
      'cant|cannot|unable_to|couldnt speak|talk|see <word>? right|properly|clearly|straight !now',
      'cant|cannot|unable_to|couldnt|can_not|cant_even <word>? move|feel|lift|raise|use <mine>? <word>? <limb>|toes|anything',
      'cant|cannot|couldnt move .',
      'cant|cannot see <word>? out_of|anything|from',
    ],
  },
  {
    sign: 'sight lost',
    ...stroke,
    deniable: true,
    patterns: [
      'lost|losing|loss|lose <word>? <word>? vision|sight|eyesight',
      'went|going|gone|go blind !date',
      'vision <word>? <word>? gone|black|disappeared|double',
      'seeing double',
    ],
  },
  {
    sign: 'a stroke',
    ...stroke,
    deniable: true,
    unless: `${joke}, luck, breast, support group, walk, class, golf, prevent, prevention, risk, what are, whats the, awareness, brush, genius, group, died of, died from`,
    patterns: [
      'having|had|has|have|think|is|be|like|signs|symptoms|this|possible|maybe|mini|probably|a|another|massive <word>? <word>? stroke|strokes|tia|aneurysm !of',
    ],
  },
  {
    sign: 'a headache like none before',
    ...stroke,
    deniable: true,
    patterns: [
      'worst|thunderclap|explosive|unbearable|most_painful headache|migraine|head_pain|pain_in_my_head',
      'headache|migraine <far>* of|in my|her|his life',
      'headache|migraine <far>* stiff_neck|neck_is_stiff|neck_stiff|stiff|vision|blurry|confused|slurring',
      'head feels like its? exploding|going_to_explode|gonna_explode',
    ],
  },
  {
    sign: 'confused all at once',
    ...stroke,
    deniable: true,
    unless: `${paper}, about, which, when, is it, how to, what time`,
    patterns: [
      '<person>|acting|suddenly|very|now|seems <word>? <word>? <word>? confused|disoriented|delirious|incoherent|hallucinating|out_of_it',
    ],
  },
  {
    sign: 'makes no sense, or knows nobody',
    ...stroke,
    deniable: false,
    unless: paper,
    patterns: [
      '<wont> <word>? know|recognize <word>? where|who|what_day|me|us|anyone',
      '<person> <word>* <wont> <word>? making|make any? sense',
      'words <word>* <wont> make|making any? sense',
    ],
  },
];
