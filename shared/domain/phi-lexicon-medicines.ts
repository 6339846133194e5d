import { type Lexicon, listed } from './phi-lexicon.ts';

/** Words beside which an everyday word means a medicine. */
const medicineCues =
  listed(`prescription, prescribed, refill, rx, pharmacy, medication, medicine, med, supplement, dose,
    dosage, mg, mcg, ml, unit, tablet, pill, capsule, inhaler, injection, cream, take, taking, taken, level,
    low, deficiency, receta, dosis, medicina, medicamento, pastilla, tableta, farmacia, tomar, tome, nivel`);

/**
 * Medicines most often dispensed in the US, generic and brand, and what patients call their classes; Spanish forms
 * where they differ. Chosen by hand, not copied from a list: which ones after the prescribed medicines of the Medical
 * Expenditure Panel Survey (AHRQ, a work of the US government), spelled as RxNorm's normalized names (public domain).
 * As of 2026-11. Names of people and places ("Heather", "Norco") are everyday words and wait for a cue.
 *
 * As NLM asks: this product uses publicly available data courtesy of the U.S. National Library of Medicine (NLM),
 * National Institutes of Health, Department of Health and Human Services; NLM is not responsible for the product and
 * does not endorse or recommend this or any other product.
 */
export const medicines: Lexicon = {
  kind: 'medicine',
  certain: listed(
    // Heart, blood pressure, cholesterol, blood.
    `lisinopril, zestril, prinivil, enalapril, vasotec, benazepril, lotensin, ramipril, quinapril, losartan,
    cozaar, valsartan, diovan, olmesartan, benicar, irbesartan, avapro, telmisartan, candesartan, entresto,
    amlodipine, norvasc, nifedipine, diltiazem, cardizem, verapamil, metoprolol, lopressor, toprol,
    atenolol, tenormin, carvedilol, coreg, propranolol, inderal, bisoprolol, nebivolol, bystolic, labetalol,
    clonidine, hydralazine, isosorbide, ranolazine, nitroglycerin, digoxin, lanoxin, amiodarone, flecainide,
    hydrochlorothiazide, hctz, chlorthalidone, furosemide, lasix, torsemide, bumetanide, spironolactone,
    aldactone, triamterene, atorvastatin, lipitor, simvastatin, zocor, rosuvastatin, crestor, pravastatin,
    lovastatin, ezetimibe, zetia, fenofibrate, gemfibrozil, repatha, vascepa, niacin, warfarin, coumadin,
    jantoven, apixaban, eliquis, rivaroxaban, xarelto, dabigatran, pradaxa, clopidogrel, plavix, ticagrelor,
    brilinta, heparin, enoxaparin, lovenox, midodrine`,
    // Diabetes, thyroid, hormones, weight.
    `metformin, glucophage, glipizide, glimepiride, amaryl, glyburide, pioglitazone, sitagliptin, januvia,
    tradjenta, empagliflozin, jardiance, dapagliflozin, farxiga, invokana, semaglutide, ozempic, wegovy,
    rybelsus, tirzepatide, mounjaro, zepbound, dulaglutide, trulicity, liraglutide, victoza, saxenda,
    insulin, insulina, lantus, basaglar, toujeo, levemir, tresiba, humalog, novolog, humulin, levothyroxine,
    synthroid, levoxyl, liothyronine, methimazole, phentermine, prednisone, prednisolone,
    methylprednisolone, medrol, dexamethasone, hydrocortisone, testosterone, estradiol, estrace, premarin,
    progesterone, medroxyprogesterone, provera, depo provera, norethindrone, levonorgestrel, drospirenone,
    sprintec, nuvaring, nexplanon, mirena, clomiphene, clomid, letrozole, anastrozole, tamoxifen,
    raloxifene, alendronate, fosamax, prolia, finasteride, tamsulosin, flomax, sildenafil, viagra,
    tadalafil, cialis, oxybutynin, mirabegron`,
    // Mind, sleep, nerves, pain.
    `sertraline, zoloft, escitalopram, lexapro, citalopram, celexa, fluoxetine, prozac, paroxetine, paxil,
    venlafaxine, effexor, duloxetine, cymbalta, desvenlafaxine, pristiq, bupropion, wellbutrin, trazodone,
    mirtazapine, remeron, amitriptyline, nortriptyline, doxepin, buspirone, buspar, hydroxyzine, alprazolam,
    xanax, lorazepam, ativan, clonazepam, klonopin, diazepam, valium, temazepam, zolpidem, ambien,
    eszopiclone, lunesta, melatonin, quetiapine, seroquel, aripiprazole, abilify, risperidone, risperdal,
    olanzapine, zyprexa, ziprasidone, lurasidone, latuda, vraylar, clozapine, haloperidol, lamotrigine,
    lamictal, divalproex, depakote, valproate, carbamazepine, tegretol, oxcarbazepine, levetiracetam,
    keppra, topiramate, topamax, phenytoin, dilantin, gabapentin, neurontin, pregabalin, lyrica,
    methylphenidate, ritalin, concerta, amphetamine, adderall, lisdexamfetamine, vyvanse, atomoxetine,
    strattera, guanfacine, donepezil, aricept, memantine, namenda, ropinirole, pramipexole, carbidopa,
    levodopa, sumatriptan, imitrex, rizatriptan, nurtec, ubrelvy, buprenorphine, suboxone, naltrexone,
    vivitrol, naloxone, narcan, methadone, varenicline, chantix, oxycodone, oxycontin, percocet,
    hydrocodone, vicodin, tramadol, ultram, morphine, codeine, fentanyl, hydromorphone, dilaudid, ibuprofen,
    advil, motrin, naproxen, aleve, meloxicam, mobic, diclofenac, voltaren, celecoxib, celebrex, ketorolac,
    acetaminophen, tylenol, aspirin, cyclobenzaprine, flexeril, methocarbamol, tizanidine, baclofen,
    carisoprodol, lidocaine, allopurinol, colchicine, methotrexate, hydroxychloroquine, plaquenil, humira,
    adalimumab, enbrel, stelara, otezla, skyrizi, dupixent, rituximab`,
    // Infections, allergy, breathing, stomach, skin, eyes.
    `amoxicillin, amoxicilina, augmentin, penicillin, penicilina, azithromycin, zithromax, z pak,
    cephalexin, keflex, cefdinir, doxycycline, minocycline, ciprofloxacin, cipro, levofloxacin, clindamycin,
    metronidazole, flagyl, bactrim, sulfamethoxazole, nitrofurantoin, macrobid, fluconazole, diflucan,
    nystatin, terbinafine, acyclovir, valacyclovir, valtrex, oseltamivir, tamiflu, paxlovid, truvada,
    descovy, biktarvy, ivermectin, mupirocin, albuterol, ventolin, proair, fluticasone, flonase, flovent,
    advair, budesonide, symbicort, breo, trelegy, spiriva, tiotropium, montelukast, singulair, benzonatate,
    cetirizine, zyrtec, loratadine, claritin, fexofenadine, diphenhydramine, benadryl, epinephrine, epipen,
    epi pen, omeprazole, prilosec, pantoprazole, protonix, esomeprazole, nexium, lansoprazole, famotidine,
    pepcid, sucralfate, ondansetron, zofran, promethazine, meclizine, dicyclomine, loperamide, miralax,
    senna, mesalamine, tretinoin, isotretinoin, accutane, triamcinolone, clobetasol, ketoconazole,
    chlorhexidine, latanoprost, timolol, botox, restasis, folic acid, acido folico, misoprostol,
    mifepristone`,
    // What patients call their classes.
    `glp 1, antibiotic, antibiotico, antidepressant, antidepresivo, antipsychotic, blood thinner, anticoagulant,
    anticoagulante, birth control, contraceptive, anticonceptivo, statin, steroid, esteroide, opioid,
    painkiller, analgesic, analgesico, beta blocker, antihistamine, antiviral, blood pressure medication,
    blood pressure medicine, blood pressure pill, muscle relaxer, inhaler, inhalador, chemo pill,
    water pill, sleeping pill, morning after pill, ibuprofeno, metformina, atorvastatina, levotiroxina,
    prednisona, paracetamol, sertralina, aspirina`,
  ),
  everyday: [
    {
      words: listed(`iron, hierro, potassium, potasio, calcium, calcio, magnesium, magnesio, zinc, lithium,
          litio, nicotine, vitamin d, vitamina d, vitamin b12, b12, fish oil, nitro, plan b, allegra,
          yasmin, camila, heather, errin, alli, norco, soma, actos, patch, parche`),
      near: medicineCues,
    },
  ],
};
