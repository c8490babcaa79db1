// Every kind of claim with a number in it. A registry.
import type { Claim } from './claim.ts';
import { difference, percentage } from './claim-differences.ts';
import { fraction } from './claim-fractions.ts';
import { factor, magnitude, multiple, multiplying } from './claim-multiples.ts';
import type { Sentence } from './claim-text.ts';

const FINDERS = [magnitude, factor, fraction, multiple, multiplying, percentage, difference];

/** Every claim with a number in it, in order; none overlaps another. */
export function amountClaims(tokens: Sentence): readonly Claim[] {
  const claims: Claim[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const claim = FINDERS.map((find) => find(tokens, at)).find((one) => one !== undefined);
    if (!claim) continue;
    claims.push(claim);
    at = claim.figure.end - 1;
  }
  return claims;
}
