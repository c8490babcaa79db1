// What `gh repo view --json ...` and `gh api repos/OWNER/NAME` print of a repository. `diskUsage` and `size` are kB.
// Source: the fields that gh 2.46 lists, and GitHub's reference of its REST API.
import type { Candidate, Json } from '../../core/result.ts';
import { fieldOf, numberAt, numberIn, textOf, wordsAt } from './fields.ts';
import { dottedPath, keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';

type Field = readonly [label: string, keys: readonly string[], unit?: string];

/** Of `gh repo view`, likeliest first. */
const VIEWED: readonly Field[] = [
  ['stars', ['stargazerCount']],
  ['forks', ['forkCount']],
  ['link', ['url']],
  ['watchers', ['watchers', 'totalCount']],
  ['open issues', ['issues', 'totalCount']],
  ['open pull requests', ['pullRequests', 'totalCount']],
  ['size', ['diskUsage'], 'kB'],
  ['name', ['nameWithOwner']],
  ['description', ['description']],
  ['latest release', ['latestRelease', 'tagName']],
  ['language', ['primaryLanguage', 'name']],
  ['license', ['licenseInfo', 'name']],
  ['home page', ['homepageUrl']],
  ['last push', ['pushedAt']],
  ['created', ['createdAt']],
];

/** Of the REST API. Its `watchers_count` is the stars again. */
const REST: readonly Field[] = [
  ['stars', ['stargazers_count']],
  ['forks', ['forks_count']],
  ['link', ['html_url']],
  ['watchers', ['subscribers_count']],
  ['open issues and pull requests', ['open_issues_count']],
  ['size', ['size'], 'kB'],
  ['name', ['full_name']],
  ['description', ['description']],
  ['language', ['language']],
  ['license', ['license', 'name']],
  ['home page', ['homepage']],
  ['last push', ['pushed_at']],
  ['created', ['created_at']],
];

/** Fields that few but gh write; one of the first two is enough. */
const TELLING: readonly (readonly string[])[] = [
  ['stargazerCount'],
  ['nameWithOwner'],
  ['forkCount'],
  ['diskUsage'],
  ['pushedAt'],
  ['watchers', 'totalCount'],
  ['issues', 'totalCount'],
  ['pullRequests', 'totalCount'],
  ['latestRelease', 'tagName'],
  ['licenseInfo', 'name'],
  ['primaryLanguage', 'name'],
];

function isViewed(value: Json): boolean {
  const isThere = (keys: readonly string[]): boolean =>
    numberIn(value, ...keys) !== undefined || textOf(value, ...keys) !== undefined;
  const sure =
    numberIn(value, 'stargazerCount') !== undefined || textOf(value, 'nameWithOwner')?.includes('/') === true;
  return sure || TELLING.filter((keys) => isThere(keys)).length >= 2;
}

const isRest = (value: Json): boolean =>
  numberIn(value, 'stargazers_count') !== undefined && textOf(value, 'full_name') !== undefined;

const fieldsOf = (value: Json): readonly Field[] => (isRest(value) ? REST : VIEWED);

export const github: ResultReader = {
  name: 'github',
  title: 'GitHub repository',
  recognises: ({ value }) => isRest(value) || isViewed(value),
  candidates: ({ value }) =>
    fieldsOf(value).flatMap(([label, keys, unit = '']): readonly Candidate[] => {
      const found = fieldOf(value, ...keys);
      const path = dottedPath(...keys);
      return [...numberAt(label, found, unit, path), ...wordsAt(label, found, path)];
    }),
  unitAt: (path, { value }) => {
    const key = keyAt(value, path);
    return fieldsOf(value).find(([, keys]) => keys.length === 1 && keys[0] === key)?.[2];
  },
};
