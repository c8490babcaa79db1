// What training came to, as scripts read it (docs/json.md).
import { FEWEST_REVIEWS, type Trained } from '../core/training.ts';

/** New weights, and what they are worth. */
export type Fitted = { readonly weights: readonly number[]; readonly result: Trained };

/** The fields, the same whether anything was trained or not. */
export function optimizeFields(
  reviews: number,
  fitted: Fitted | undefined,
  stored: boolean,
): Readonly<Record<string, unknown>> {
  const { weights, result } = fitted ?? {};
  return {
    reviews,
    needed: FEWEST_REVIEWS,
    missing: Math.max(0, FEWEST_REVIEWS - reviews),
    trained: result?.trained ?? null,
    heldOut: result?.heldOut ?? null,
    heldOutFrom: result?.from ?? null,
    logLossBefore: result?.before.logLoss ?? null,
    logLossAfter: result?.after.logLoss ?? null,
    rmseBefore: result?.before.rmse ?? null,
    rmseAfter: result?.after.rmse ?? null,
    better: result?.better ?? null,
    questions: result?.moved.questions ?? null,
    sooner: result?.moved.sooner ?? null,
    later: result?.moved.later ?? null,
    stored,
    weights: weights ?? null,
  };
}
