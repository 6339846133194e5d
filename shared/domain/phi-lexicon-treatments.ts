import { type Lexicon, listed } from './phi-lexicon.ts';

const whose = listed(`your, ur, su, tu, sus, tus, childs, sons, daughters`);

/**
 * Procedures, devices and courses of care. Chosen by hand, not copied, after the topics of MedlinePlus (National Library
 * of Medicine, public domain) and the categories of service of 45 CFR 156.110. As of 2026-11.
 *
 * Not here, since they are kinds of appointment that nearly everyone has and that reveal little: cleaning, checkup,
 * exam, physical, consultation, follow-up, new patient visit. Specialties are here only where the name is the secret.
 */
export const treatments: Lexicon = {
  kind: 'treatment',
  certain: listed(
    // Teeth.
    `root canal, endodoncia, tratamiento de conducto, tooth extraction, extraction, extraccion,
    tooth pulled, teeth pulled, wisdom teeth, wisdom tooth, muela del juicio, muelas del juicio,
    deep cleaning, limpieza profunda, root planing, gum graft, bone graft, denture, dentadura,
    dental implant, implante dental, implantes dentales, dental crown, corona dental, invisalign,
    night guard, guarda nocturna, gum surgery, nitrous, empaste, fluoride treatment, braces`,
    // Surgery and scopes.
    `surgery, surgical, cirugia, colonoscopy, colonoscopia, endoscopy, endoscopia, bowel prep, vasectomy,
    vasectomia, hysterectomy, histerectomia, mastectomy, mastectomia, lumpectomy, appendectomy,
    tonsillectomy, cesarean, cesarea, c section, circumcision, tubal ligation, ligadura de trompas,
    abortion, aborto, knee replacement, hip replacement, bypass surgery, gastric bypass, laser treatment,
    angioplasty, pacemaker, marcapasos, ablation, arthroscopy, liposuction, gastric sleeve, lasik, stitches,
    sutures, puntadas, catheter, cateter, colostomy, transplant, trasplante, amputation, mole removal,
    skin graft, cryotherapy, anesthesia, anestesia, epidural, mohs`,
    // Courses of care.
    `chemo, chemotherapy, quimioterapia, quimio, radiation therapy, radiation treatment, radioterapia,
    dialysis, dialisis, infusion, transfusion, immunotherapy, inmunoterapia, allergy shots, allergy shot,
    hormone therapy, hormone replacement, terapia hormonal, physical therapy, terapia fisica, fisioterapia,
    occupational therapy, speech therapy, terapia del habla, couples therapy, therapy session,
    therapy appointment, sesion de terapia, cita de terapia, group therapy, psychotherapy, psicoterapia,
    family therapy, counseling, counselling, consejeria, rehab, detox, ketamine, electroconvulsive, ivf,
    in vitro, iui, egg retrieval, embryo transfer, fertility, fertilidad, iud, steroid injection,
    cortisone shot, cortisone injection, cpap, hospice, cuidados paliativos, palliative care, nebulizer,
    nebulizador, oxygen tank, insulin pump, hearing aid, hearing aids, audifono, acupuncture, wound care,
    gender affirming, blood draw, iv therapy, weight loss program`,
    // Specialties whose name is the secret.
    `oncology, oncologist, oncologo, oncologia, psychiatry, psychiatric, psychiatrist, psiquiatra, psiquiatria,
    psychologist, psicologo, psicologa, therapist, behavioral health, mental health, salud mental,
    pain management, infectious disease, rheumatologist, nephrologist, addiction medicine`,
  ),
  everyday: [
    {
      words: listed(`crown, corona, filling, implant, implante, veneer, carilla, retainer, aligner, sealant`),
      near: listed(`tooth, teeth, molar, dental, diente, muela, appointment, appt, visit, prep, placement,
        temporary, permanent, procedure, cita, seated, cemented`),
      after: whose,
      unless: listed(`hotel, plaza, beer, out, form, forms, parking, street, st, calle, fee`),
    },
    {
      words: listed(`bridge, puente, cast, yeso, boot, brace, frenos, frenillos, walker, sling, shot`),
      near: listed(`tooth, teeth, molar, dental, diente, muela, fracture, ankle, wrist, knee, booster`),
      after: whose,
      unless: ['traffic', 'closed', 'car'],
    },
    {
      words:
        listed(`vaccine, vaccination, immunization, flu shot, booster, tetanus shot, covid vaccine, vacuna,
          shingles vaccine, hpv vaccine, mmr, whitening, blanqueamiento, injection, inyeccion`),
      near: ['due', 'overdue', 'dose', 'second', 'dosis', 'pendiente'],
      after: whose,
      unless: listed(`card, record, records, form, forms, seat, cartilla, registro, carnet`),
    },
    { words: ['operation', 'operacion', 'therapy', 'terapia'], after: whose },
  ],
};
