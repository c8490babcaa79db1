// `docker image inspect` and `docker container inspect --size`, and podman's: a list with an object for each.
// Sizes are bytes. Source: Docker's API reference.
import type { Candidate, Json } from '../../core/result.ts';
import { asQuery, dottedPath } from './dotted.ts';
import {
  countsOf,
  fieldOf,
  isFields,
  labelOf,
  listedOf,
  listOf,
  numberAt,
  numberIn,
  pickWhere,
  textOf,
} from './fields.ts';
import { keyAt } from './path.ts';
import type { ResultReader } from './reader.ts';

/** Keys with their label and unit, likeliest first. */
const NUMBERS: readonly (readonly [key: string, label: string, unit: string])[] = [
  ['Size', 'size', 'B'],
  ['SizeRootFs', 'size with its image', 'B'],
  ['SizeRw', 'size of its changes', 'B'],
];

const isImage = (item: Json): boolean =>
  numberIn(item, 'Size') !== undefined &&
  isFields(fieldOf(item, 'RootFS')) &&
  fieldOf(item, 'RepoTags') !== undefined;

const isContainer = (item: Json): boolean =>
  isFields(fieldOf(item, 'State')) && ['Id', 'Image', 'Name'].every((key) => textOf(item, key) !== undefined);

type Item = {
  readonly label: string;
  readonly item: Json;
  readonly pathTo: (...keys: readonly string[]) => string;
};

/** Where an item has its name: the first tag of an image, the name of a container. */
const nameKeys = (item: Json): readonly (string | number)[] => (isImage(item) ? ['RepoTags', 0] : ['Name']);

const nameOf = (item: Json): string | undefined =>
  textOf(isImage(item) ? listOf(item, 'RepoTags')[0] : fieldOf(item, 'Name'));

/** The items by name, as ids change with every build. One alone is found by its place: its tag changes with versions. */
function itemsOf(document: Json): readonly Item[] {
  const items = listOf(document);
  const counts = countsOf(items.map((item) => nameOf(item)));
  return items.map((item, index): Item => {
    const name = nameOf(item);
    const picked = name !== undefined && items.length > 1 && counts.get(name) === 1;
    return {
      item,
      label: name?.replace(/^\//, '') ?? (textOf(item, 'Id') ?? '').replace(/^sha256:/, '').slice(0, 12),
      pathTo: (...keys) =>
        picked ? pickWhere([], [[nameKeys(item), name]], asQuery(keys)) : dottedPath(index, ...keys),
    };
  });
}

export const docker: ResultReader = {
  name: 'docker',
  title: 'docker inspect',
  recognises: ({ value }) => {
    const items = listOf(value);
    return items.length > 0 && items.every((item) => isImage(item) || isContainer(item));
  },
  candidates: ({ value }) => {
    const items = itemsOf(value);
    const numbers = NUMBERS.flatMap(([key, label, unit]) =>
      listedOf(items, (each) =>
        numberAt(labelOf(each.label, label), fieldOf(each.item, key), unit, each.pathTo(key)),
      ),
    );
    const layers = listedOf(items, (each): readonly Candidate[] => {
      const count = listOf(each.item, 'RootFS', 'Layers').length;
      const path = `length(${each.pathTo('RootFS', 'Layers')})`;
      return count === 0 ? [] : numberAt(labelOf(each.label, 'layers'), count, '', path);
    });
    return [...numbers, ...layers];
  },
  unitAt: (path, { value }) => NUMBERS.find(([key]) => key === keyAt(value, path))?.[2],
};
