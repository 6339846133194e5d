import { type Lexicon, listed } from './phi-lexicon.ts';

const conditionCues =
  listed(`diagnosis, diagnosed, symptom, treatment, test, tested, positive, negative, disease, chronic,
    risk, history, disorder, therapy, recover, recovering, recovery, suspected, severe, acute, diagnostico,
    sintoma, tratamiento, prueba, positivo, positiva, negativo, enfermedad, cronico`);
const whose = listed(`your, ur, su, tu, sus, tus, childs, sons, daughters, his, her`);

/**
 * Conditions in the words that patients and front desks use. Chosen by hand, not copied: the range after the chapters of
 * ICD-10-CM, fiscal year 2026 (National Center for Health Statistics and CMS, free to use in the US), and after the
 * topics of MedlinePlus (National Library of Medicine, public domain). As of 2026-11. Symptoms count only where they are
 * someone's ("your rash"): "if you have a fever, please reschedule" tells nothing of anyone.
 */
export const conditions: Lexicon = {
  kind: 'diagnosis',
  certain: listed(
    // Infections.
    `hiv, vih, hpv, vph, hepatitis, herpes, chlamydia, clamidia, gonorrhea, gonorrea, syphilis, sifilis,
    sexually transmitted, enfermedad de transmision sexual, diagnosed with, diagnosis of, diagnosis is,
    diagnosticado con, diagnosticada con, diagnostico es, trichomoniasis, tuberculosis, pneumonia, neumonia,
    bronchitis, bronquitis, sinusitis, strep, strep throat, tonsillitis, amigdalitis, mononucleosis, meningitis,
    measles, chickenpox, chicken pox, varicela, monkeypox, mpox, scabies, lice, piojos, ringworm, impetigo,
    cellulitis, celulitis, mrsa, sepsis, lyme disease, uti, urinary tract infection, infeccion urinaria,
    infeccion de orina, yeast infection, candidiasis, bacterial vaginosis, ear infection, infeccion de oido,
    pink eye, conjunctivitis, conjuntivitis, gastroenteritis, long covid, salmonella, malaria,
    whooping cough`,
    // Cancer and blood.
    `tumor, carcinoma, melanoma, leukemia, leucemia, lymphoma, linfoma, sarcoma, malignant, maligno,
    malignancy, metastasis, metastatic, precancerous, anemia, anemic, hemophilia, sickle cell`,
    // Hormones and metabolism.
    `diabetes, diabetic, diabetico, diabetica, prediabetes, prediabetic, hypoglycemia, hyperglycemia,
    hypothyroidism, hipotiroidismo, hyperthyroidism, thyroid, tiroides, hashimotos, graves disease, obesity,
    obesidad, obese, high cholesterol, colesterol alto, hyperlipidemia, gout, osteoporosis, osteopenia,
    pcos, vitamin deficiency, malnutrition`,
    // Mind and brain.
    `anxiety, ansiedad, bipolar, schizophrenia, esquizofrenia, ptsd, ocd, adhd, tdah, autism, autismo,
    autistic, eating disorder, anorexia, bulimia, panic attack, panic disorder, psychosis, insomnia,
    insomnio, sleep apnea, apnea, alcoholism, alcoholismo, alcohol abuse, opioid use, addiction, adiccion,
    substance abuse, substance use, relapse, overdose, sobredosis, suicidal, suicide, suicidio, self harm,
    depressed, dementia, demencia, alzheimers, alzheimer, parkinsons, parkinson, multiple sclerosis,
    esclerosis multiple, epilepsy, epilepsia, seizure, convulsiones, migraine, migrana, concussion,
    neuropathy, neuropatia, sciatica, ciatica, carpal tunnel, vertigo`,
    // Heart and lungs.
    `hypertension, hipertension, high blood pressure, presion alta, heart attack, ataque al corazon,
    infarto, heart failure, heart disease, heart condition, heart murmur, afib, atrial fibrillation,
    arrhythmia, arritmia, angina, blood clot, coagulo, dvt, aneurysm, aneurisma, varicose veins, asthma,
    asma, copd, emphysema, enfisema, cystic fibrosis, pulmonary embolism, derrame cerebral`,
    // Stomach, kidneys, liver.
    `crohns, crohns disease, colitis, ibs, irritable bowel, gerd, acid reflux, reflujo, gastritis,
    gallstone, appendicitis, apendicitis, diverticulitis, hemorrhoid, hemorroide, celiac, pancreatitis,
    cirrhosis, cirrosis, fatty liver, higado graso, hernia, kidney disease, kidney failure, kidney stone,
    calculos renales, piedras en el rinon, incontinence, constipation`,
    // Bones, skin, eyes.
    `arthritis, artritis, rheumatoid, fibromyalgia, fibromialgia, lupus, scoliosis, herniated disc,
    tendonitis, bursitis, rotator cuff, torn acl, fracture, fractura, broken bone, sprain, sprained, esguince, eczema,
    psoriasis, acne, rosacea, dermatitis, wart, verruga, glaucoma, cataract, catarata, macular degeneration,
    detached retina, astigmatism, hearing loss, tinnitus`,
    // Women, men, birth.
    `prenatal, miscarriage, ectopic, preeclampsia, infertility, infertilidad, endometriosis, fibroid,
    fibroma, menopause, menopausia, postpartum, posparto, erectile dysfunction, disfuncion erectil,
    enlarged prostate, prostata, embarazada, embarazo`,
    // Teeth.
    `gingivitis, periodontitis, periodontal, gum disease, abscess, absceso, tooth decay, caries,
    cracked tooth, broken tooth, impacted tooth, tmj, bruxism`,
  ),
  everyday: [
    { words: ['std', 'sti'], unless: ['rate', 'message', 'msg', 'data'] },
    { words: ['cancer'], unless: ['walk', 'awareness', 'society', 'fundraiser', 'concientizacion'] },
    { words: ['depression', 'depresion'], unless: ['glass', 'era', 'great', 'tropical'] },
    { words: ['shingles'], unless: ['roof', 'roofing'] },
    { words: ['cavity'], unless: ['club', 'free', 'prevent', 'fight', 'avoid'] },
    {
      words: ['infection', 'infeccion'],
      unless: ['control', 'prevent', 'prevention', 'prevencion', 'spread'],
    },
    {
      words: listed(
        `have the flu, has the flu, have covid, has covid, have a cold, has a cold, tiene gripe, tiene covid`,
      ),
      unless: ['if', 'si'],
    },
    { words: ['pregnant', 'pregnancy'], unless: ['if', 'si', 'may', 'might', 'could', 'whether'] },
    {
      words: listed(`cold, flu, gripe, stroke, burn, shock, stress, covid, aids, sida, mono, candida, allergy,
          alergia, cyst, quiste, mole, lunar, ulcer, ulcera, lyme, tics, pms`),
      near: conditionCues,
      after: whose,
      unless: listed(`if, si, luck, season, water, drinks, weather, hearing, list`),
    },
    {
      words: listed(`pain, fever, cough, rash, nausea, vomiting, diarrhea, swelling, bleeding, headache,
          toothache, dizziness, sore throat, lump, bruise, discharge, itching, numbness, symptom, injury,
          wound, blister, back pain, knee pain, chest pain, shortness of breath, dolor, fiebre, tos,
          sarpullido, vomito, diarrea, hinchazon, sangrado, sintoma, lesion, herida, mareo, nauseas,
          dolor de cabeza, dolor de espalda, dolor de muela`),
      after: whose,
      unless: ['if', 'si'],
    },
  ],
};
