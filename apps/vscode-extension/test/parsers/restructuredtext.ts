import { spawnSync } from 'node:child_process'
import type { SeenImage } from './read-images.ts'

const program = `
import json, sys
from docutils import nodes
from docutils.core import publish_doctree
quiet = {'report_level': 5, 'halt_level': 6, 'file_insertion_enabled': False, 'raw_enabled': False}
read = lambda text: [
  {'src': image.get('uri'), 'alt': image.get('alt', '')}
  for image in publish_doctree(text, settings_overrides=quiet).traverse(nodes.image)
]
json.dump([read(text) for text in json.load(sys.stdin)], sys.stdout)
`

/**
 * By docutils, which defines the language: npm has no parser that agrees with it. Many documents at a time, since the start
 * of Python takes longest.
 * @throws {Error} where Python has no docutils
 */
export function readRestructuredtext(texts: readonly string[]): SeenImage[][] {
  const input = JSON.stringify(texts)
  const { stdout, stderr, status } = spawnSync('python3', ['-W', 'ignore', '-c', program], { input, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as SeenImage[][]
}
