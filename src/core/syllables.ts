// Where the nuclei of syllables are: peaks of loudness with dips to either side. Knows no words.
// Source: de Jong & Wempe 2009, "Praat script to detect syllable nuclei and measure speech rate automatically",
// 10.3758/BRM.41.2.385.

/** How deep the dips before and after a nucleus are at least, dB. */
const DIP_DB = 2;

/** Steps at which the contour has a peak with a dip of at least 2 dB to either side. The ends of the contour count as dips. */
export function peaksOf(contour: Float32Array): readonly number[] {
  const peaks: number[] = [];
  let rising = true;
  let best = 0;
  for (let at = 1; at < contour.length; at++) {
    const [here, there] = [contour[at] ?? 0, contour[best] ?? 0];
    if (rising ? here > there : here < there) best = at;
    else if (rising ? here < there - DIP_DB : here > there + DIP_DB) {
      if (rising) peaks.push(best);
      rising = !rising;
      best = at;
    }
  }
  if (rising && best > 0 && best < contour.length) peaks.push(best);
  return peaks;
}
