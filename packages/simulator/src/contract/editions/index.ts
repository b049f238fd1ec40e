import { anyEdition } from './any.ts'
import { currentEdition } from './current.ts'
import { editionNames, type Edition, type EditionName } from './edition.ts'
import { readmeEdition } from './readme.ts'

const editions: Readonly<Record<EditionName, Edition>> = {
  readme: readmeEdition,
  current: currentEdition,
  any: anyEdition,
}

/** @throws RangeError on a name that isn't one of {@link editionNames} */
export function editionNamed(name: string): Edition {
  const known = editionNames.find((candidate) => candidate === name)
  if (known === undefined) throw new RangeError(`contract must be one of ${editionNames.join(', ')}`)
  return editions[known]
}
