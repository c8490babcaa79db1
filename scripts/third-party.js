// The license texts of all packages in the bundle, and a bill of materials in CycloneDX.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENSE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

/** Packages that name their license but do not include its text. */
const WITHOUT_TEXT = {
  '@bomb.sh/tab': 'MIT',
  '@unified-latex/unified-latex-util-match': 'MIT',
  '@unified-latex/unified-latex-util-pegjs': 'MIT',
  '@unified-latex/unified-latex-util-print-raw': 'MIT',
};

const packageOf = (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];

const sourceOf = ({ repository, homepage }) =>
  (typeof repository === 'string' ? repository : (repository?.url ?? homepage ?? ''))
    .replace(/^git\+/, '')
    .replace(/^(?:github:)?([\w.-]+\/[\w.-]+)$/, 'https://github.com/$1');

function readPackage(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, license = '' } = manifest;
  const texts = readdirSync(folder)
    .filter((file) => LICENSE_FILE.test(file))
    .toSorted()
    .map((file) => readFileSync(join(folder, file), 'utf8').trim());
  if (license === '') throw new Error(`${name} does not say its license; see scripts/third-party.js`);
  const author = typeof manifest.author === 'string' ? manifest.author : (manifest.author?.name ?? name);
  return { name, version, license, source: sourceOf(manifest), author, text: texts.join('\n\n') };
}

/** The text of the same license in another package, after its copyright line. */
function textLike(one, packages) {
  const begin = 'Permission is hereby granted';
  const other = packages.find(({ license, text }) => license === one.license && text.includes(begin));
  if (WITHOUT_TEXT[one.name] !== one.license || !other)
    throw new Error(`${one.name} has no license text; see scripts/third-party.js`);
  return `Copyright (c) ${one.author}\n\n${other.text.slice(other.text.indexOf(begin))}`;
}

const purlOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/**
 * @param root the folder that the paths are relative to
 * @param inputs paths of all files in the bundle, as in esbuild's metafile
 * @returns texts by file name
 */
export function thirdParty(root, inputs, { name, version }) {
  const folders = new Set(inputs.flatMap((path) => packageOf(path) ?? []));
  const packages = [...folders]
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => readPackage(join(root, folder)))
    .toSorted((a, b) => (purlOf(a) < purlOf(b) ? -1 : 1));
  const blocks = packages.map(
    (one) =>
      `${one.name} ${one.version}\nLicense: ${one.license}\nSource: ${one.source}\n\n${one.text || textLike(one, packages)}\n`,
  );
  const bill = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', 'bom-ref': purlOf({ name, version }), name, version } },
    components: packages.map((one) => ({
      type: 'library',
      'bom-ref': purlOf(one),
      name: one.name,
      version: one.version,
      purl: purlOf(one),
      licenses: [/[ ()]/.test(one.license) ? { expression: one.license } : { license: { id: one.license } }],
      externalReferences: one.source === '' ? undefined : [{ type: 'vcs', url: one.source }],
    })),
  };
  const head = `prep contains the programs below. What its word list is made of is said in lexicon/LICENSES.md.\n`;
  const rows = packages.map((one) => `  ${one.name} ${one.version}, ${one.license}`);
  const end = 'The license texts are in dist/THIRD-PARTY.txt, the same list in CycloneDX in dist/sbom.json.';
  return new Map([
    ['contents.txt', [`prep ${version}`, '', 'It contains:', ...rows, '', end, ''].join('\n')],
    ['THIRD-PARTY.txt', [head, ...blocks].join(`\n${'-'.repeat(80)}\n\n`)],
    ['sbom.json', `${JSON.stringify(bill, null, 1)}\n`],
  ]);
}
