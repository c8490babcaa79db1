// `npm run soak` tries each law more often than `npm test` does.
import fc from 'fast-check';

fc.configureGlobal({ numRuns: 500 });
