import { type Lexicon, listed } from './phi-lexicon.ts';

const outcomes =
  listed(`positive, negative, normal, abnormal, elevated, high, low, borderline, inconclusive, benign,
    malignant, clear, positivo, positiva, negativo, negativa, anormal, elevado, elevada, alto, alta, bajo,
    baja, benigno, benigna, normales, anormales, positivos, negativos`);

/**
 * Tests that say what was looked for, and the general words ("labs", "results") that say something only beside an
 * outcome or a measured value: that results exist is no more than that someone is to call. Chosen by hand, not copied,
 * after the medical tests of MedlinePlus (National Library of Medicine, public domain). As of 2026-11.
 */
export const tests: Lexicon = {
  kind: 'test-result',
  certain: listed(`a1c, a 1 c, hba1c, hemoglobin a1c, biopsy, biopsia, hiv test, prueba de vih, pap smear,
    pap test, papanicolaou, papanicolau, hpv test, std test, sti test, std panel, std screening,
    herpes test, hepatitis panel, hepatitis test, mammogram, mammography, mamografia, colposcopy,
    colposcopia, breast exam, prostate exam, mri, resonancia magnetica, ct scan, cat scan, pet scan,
    tomografia, ultrasound, ultrasonido, sonogram, ecografia, bone density, densitometria, dexa, ekg, ecg,
    eeg, electrocardiogram, electrocardiograma, echocardiogram, ecocardiograma, stress test, holter,
    sleep study, spirometry, nerve conduction, allergy test, skin prick, tb test, tuberculosis test,
    drug test, drug screen, drug screening, toxicology, urine drug, urinalysis, urine test, urine culture,
    urine sample, prueba de orina, stool test, stool sample, cologuard, occult blood, throat culture,
    strep test, rapid strep, prueba de estreptococo, flu test, covid test, prueba de covid, pregnancy test,
    prueba de embarazo, hcg, amniocentesis, genetic test, genetic testing, paternity test, viral load,
    carga viral, cd4, cbc, complete blood count, hemograma, lipid panel, cholesterol test, metabolic panel,
    liver panel, liver enzymes, thyroid panel, tsh, glucose test, glucose tolerance, blood sugar test,
    creatinine, creatinina, egfr, ferritin, hemoglobin, hemoglobina, platelet, triglyceride, trigliceridos,
    ldl, hdl, psa test, psa level, tested positive, tested negative, test positive, test negative,
    dio positivo, dio negativo, salio positivo, salio positiva, salio negativo, salio negativa`),
  everyday: [
    { words: ['pap'], near: ['due', ...outcomes], after: ['your', 'su', 'tu'] },
    {
      words:
        listed(`test, result, lab, labs, lab work, labwork, blood work, bloodwork, blood test, x ray, xray,
          scan, imaging, culture, screening, sample, swab, resultado, prueba, examen, analisis,
          analisis de sangre, prueba de sangre, radiografia, rayos x, muestra, laboratorio`),
      near: outcomes,
      unless: ['survey', 'encuesta', 'hours', 'horario', 'volume', 'demand', 'cost', 'charge'],
    },
    {
      words:
        listed(`blood pressure, bp, blood sugar, sugar, glucose, cholesterol, oxygen, bmi, heart rate, psa,
          inr, white count, blood count, pulse, temperature, weight, presion arterial, presion, azucar,
          glucosa, colesterol, oxigeno, temperatura, wbc, iron level`),
      near: [
        '#',
        ...outcomes,
        'result',
        'results',
        'level',
        'levels',
        'reading',
        'readings',
        'resultado',
        'nivel',
      ],
      unless: ['water', 'drinks', 'room'],
    },
  ],
};
