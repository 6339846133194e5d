/** Words by which a reasonable person understands that no more texts are wanted. */
export const clear = {
  means: 'plain',
  statementsOnly: false,
  cites:
    '47 CFR 64.1200(a)(10): a revocation by any reasonable means that clearly expresses a desire not to receive further texts',
  since: '2025-04-11',
} as const;

/** Words that end something less, or that may be of something else: for a person to decide. */
export const perhaps = {
  means: 'unsure',
  statementsOnly: true,
  cites: '47 CFR 64.1200(a)(10): other words are judged by the totality of the facts and circumstances',
  since: '2025-04-11',
} as const;
