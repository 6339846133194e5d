/*
 * Where the signs come from: public lists of warning signs, read on 2026-11-25. The words for them are our own, as patients
 * type them.
 */

const since = '2026-11-25';

export const heart = {
  kind: 'medical',
  cites: 'American Heart Association, "Warning Signs of a Heart Attack"; CDC, "Heart Attack Symptoms"',
  since,
} as const;
export const stroke = {
  kind: 'medical',
  cites: 'American Stroke Association, "F.A.S.T. Warning Signs"; CDC, "Signs and Symptoms of Stroke"',
  since,
} as const;
export const general = {
  kind: 'medical',
  cites:
    'NIH, MedlinePlus, "Recognizing medical emergencies"; American College of Emergency Physicians, "Know When to Go"',
  since,
} as const;
export const allergy = {
  kind: 'medical',
  cites: 'NIH, MedlinePlus, "Anaphylaxis"',
  since,
} as const;
export const pregnancy = {
  kind: 'medical',
  cites: 'CDC, "Hear Her: Urgent Maternal Warning Signs"',
  since,
} as const;
export const poison = {
  kind: 'medical',
  cites: 'NIH, MedlinePlus, "Poisoning first aid"; America\'s Poison Centers',
  since,
} as const;
export const numbers = {
  kind: 'medical',
  cites:
    'American Heart Association, "Hypertensive crisis" (180/120); ADA, "Severe hypoglycemia" (below 54 mg/dL); MedlinePlus, "Fever"',
  since,
} as const;
export const violence = {
  kind: 'medical',
  cites:
    'NIH, MedlinePlus, "Domestic violence"; National Domestic Violence Hotline, "Warning Signs of Abuse"',
  since,
} as const;
/** An overdose is answered with both numbers: who took it may have meant to. */
export const overdose = {
  kind: 'self-harm',
  cites: 'CDC, "Overdose Prevention: signs of an overdose"; 988 Lifeline, "Know the warning signs"',
  since,
} as const;
export const selfHarm = {
  kind: 'self-harm',
  cites: '988 Suicide & Crisis Lifeline, "Know the warning signs"; NIMH, "Warning Signs of Suicide"',
  since,
} as const;
/** Whoever fears to hurt another is in the same crisis, and the same line answers. */
export const harmToOthers = { ...selfHarm, cites: 'SAMHSA, "988 Frequently Asked Questions"' } as const;
