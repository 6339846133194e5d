/**
 * States, the District of Columbia and territories of the United States, as the Postal Service abbreviates them: whose laws may say when a
 * text may come. Source: USPS Publication 28, appendix B.
 */
export const stateCodes = [
  ...['AK', 'AL', 'AR', 'AS', 'AZ', 'CA', 'CO', 'CT', 'DC', 'DE', 'FL', 'GA', 'GU', 'HI', 'IA', 'ID'],
  ...['IL', 'IN', 'KS', 'KY', 'LA', 'MA', 'MD', 'ME', 'MI', 'MN', 'MO', 'MP', 'MS', 'MT', 'NC', 'ND'],
  ...['NE', 'NH', 'NJ', 'NM', 'NV', 'NY', 'OH', 'OK', 'OR', 'PA', 'PR', 'RI', 'SC', 'SD', 'TN', 'TX'],
  ...['UT', 'VA', 'VI', 'VT', 'WA', 'WI', 'WV', 'WY'],
] as const;
export type StateCode = (typeof stateCodes)[number];
