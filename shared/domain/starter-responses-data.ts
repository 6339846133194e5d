import type { SendablePurpose } from './purpose.ts';

/*
 * Prepared answers to begin with, in English and Spanish, for each message type that a practice starts with; of 2026-11-25. Each
 * fits one GSM-7 segment at names of 20 characters, says nothing of anyone's health, and invites no word that means stop
 * (47 CFR 64.1200(a)(10)); a test holds them to it. The Spanish ones keep to letters that GSM-7 has.
 */

export interface Starter {
  readonly name: string;
  readonly type: string;
  readonly purpose?: SendablePurpose;
  readonly en: string;
  readonly es: string;
}

export const starterResponses: readonly Starter[] = [
  {
    name: 'appointment-offer',
    type: 'appointment-request',
    en: '{shortName}: Hi {given|there}, we can see you {when}. Does that work for you?',
    es: '{shortName}: Hola {given|y gracias}, tenemos una cita {when}. ¿Le queda bien?',
  },
  {
    name: 'appointment-preference',
    type: 'appointment-request',
    en: '{shortName}: Hi {given|there}, happy to help. Which days and times suit you best?',
    es: '{shortName}: Hola {given|y gracias}, con gusto. ¿Qué fechas y horas le quedan mejor?',
  },
  {
    name: 'appointment-made',
    type: 'appointment-request',
    en: "{shortName}: You're all set, {given|thank you}. We'll see you {when}. Text us here if anything changes.",
    es: '{shortName}: Todo listo, {given|gracias}. Le esperamos {when}. Si algo cambia, avise por este medio.',
  },
  {
    name: 'clinical-call',
    type: 'clinical-question',
    en: '{shortName}: Thank you, {given|we read your text}. We will call you {when|today}. If it cannot wait, call {phone|our office}, or 911 in an emergency.',
    es: '{shortName}: Gracias, {given|vimos su mensaje}. Le llamaremos {when|hoy}. Si es urgente, llame al {phone|consultorio}, o al 911 en una emergencia.',
  },
  {
    name: 'clinical-visit',
    type: 'clinical-question',
    en: '{shortName}: Hi {given|there}, thank you for asking. It is best that we see you. When could you come in?',
    es: '{shortName}: Hola {given|y gracias por escribir}, es mejor verle en persona. ¿Puede venir esta semana?',
  },
  {
    name: 'prescription-sent',
    type: 'prescription',
    en: '{shortName}: Hi {given|there}, your request has gone to your pharmacy. Please check with them {when|later today}.',
    es: '{shortName}: Hola {given|y gracias}, enviamos su solicitud a la farmacia. Consulte con ellos {when|hoy mismo}.',
  },
  {
    name: 'prescription-visit',
    type: 'prescription',
    en: '{shortName}: Hi {given|there}, we need to see you before we can renew it. When could you come in?',
    es: '{shortName}: Hola {given|y gracias}, necesitamos verle antes de renovarla. ¿Puede venir esta semana?',
  },
  {
    name: 'prescription-question',
    type: 'prescription',
    en: '{shortName}: Hi {given|there}, which pharmacy should we send it to? The name and street are enough.',
    es: '{shortName}: Hola {given|y gracias}, ¿a qué farmacia la enviamos? Basta el nombre y la calle.',
  },
  {
    name: 'billing-call',
    type: 'billing-inquiry',
    en: '{shortName}: Hi {given|there}, we are looking into your bill and will get back to you {when|tomorrow}. Or call {phone|our office}.',
    es: '{shortName}: Hola {given|y gracias}, revisamos su factura y le avisaremos {when|pronto}. O llame al {phone|consultorio}.',
  },
  {
    name: 'billing-insurance',
    type: 'billing-inquiry',
    en: '{shortName}: Hi {given|there}, please bring your insurance card when you come in, or call us at {phone|our office}.',
    es: '{shortName}: Hola {given|y gracias}, por favor traiga su tarjeta del seguro, o llame al {phone|consultorio}.',
  },
  {
    name: 'records-ready',
    type: 'records',
    en: '{shortName}: Hi {given|there}, your papers are ready at the front desk. Please bring a photo ID.',
    es: '{shortName}: Hola {given|y gracias}, sus papeles le esperan en la oficina. Traiga un documento con foto.',
  },
  {
    name: 'records-form',
    type: 'records',
    en: '{shortName}: Hi {given|there}, we need your signed release first. Please stop by the front desk, or call {phone|our office}.',
    es: '{shortName}: Hola {given|y gracias}, primero necesitamos su permiso firmado. Pase por la oficina o llame al {phone|consultorio}.',
  },
  {
    name: 'thanks-looking',
    type: 'other',
    en: '{shortName}: Thank you, {given|we got your text}. We are looking into it and will text you {when|soon}.',
    es: '{shortName}: Gracias, {given|recibimos su mensaje}. Lo estamos viendo y le escribiremos {when|pronto}.',
  },
  {
    name: 'please-call',
    type: 'other',
    en: '{shortName}: Hi {given|there}, this is easier by phone. Please call {phone|our office}, or text us when we may call you.',
    es: '{shortName}: Hola {given|y gracias}, es mejor hablar por teléfono. Llame al {phone|consultorio}, o escriba a qué hora llamarle.',
  },
  {
    name: 'who-is-this',
    type: 'other',
    en: '{shortName}: Hi there, we have no name for this number. Who are we texting with, and how can we help?',
    es: '{shortName}: Hola, no reconocemos este teléfono. ¿Con quién hablamos, y en qué le ayudamos?',
  },
];
