import { describe, expect, test } from 'vitest';
import { saysWrongNumber } from '../../shared/domain/wrong-number.ts';

const says = (body: string) => saysWrongNumber(body, ['Ana', 'Ben']);

describe('a text', () => {
  test.each([
    'wrong number',
    'Wrong number.',
    'wrong numbr',
    'You have the wrong number',
    'I think you have the wrong number',
    'Sorry, wrong person',
    'wrong number, stop',
    'Who is this? You have the wrong person',
    'I think this is the wrong number',
    "this isn't Ana",
    'This is not Ana, please stop',
    "I'm not Ana",
    'not Ana',
    "there's no Ben here",
    'no Ana here',
    'nobody by that name here',
    "I don't know anyone by that name",
    "I don't know an Ana",
    'this is no longer her number',
    "that's not his number anymore",
    'This number belongs to someone else now',
    'numero equivocado',
    'Número equivocado, disculpe',
    'persona equivocada',
    'no soy Ana',
    'No soy la persona que busca',
    'este numero no es de ella',
    'se equivocaron de numero',
    'lol wrong number bro',
    'U got the wrong number',
  ])('that says the number is not the patient is heard: %s', (body) => {
    expect(says(body)).toBe(true);
  });

  test.each([
    'wrong number on my bill, the total is off',
    'You have the wrong number on file for my pharmacy',
    'Sorry, I texted the wrong number earlier',
    'I called the wrong number yesterday',
    'My insurance card has the wrong number on it',
    'Is this the wrong number?',
    "Ana can't come, but Ben will",
    'Ana is not feeling well',
    "This is not Ana's usual pharmacy",
    'Not sure if Ana can make it',
    'what is the number for billing',
    'Can I get a different number to call?',
    'C',
    'STOP',
    'the time is wrong',
    'You charged the wrong person card',
    'necesito el numero de la farmacia',
    'My daughter Ana has a fever, not Ben',
    'No, Ana already came in',
    'I do not know who to ask about billing',
    'is this number for texts only',
  ])('that says something else is not: %s', (body) => {
    expect(says(body)).toBe(false);
  });
});
