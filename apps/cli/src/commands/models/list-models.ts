import { defaultModelIds, type FluxModel, models } from '@fluxkit/core'
import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../exit-codes.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { formatTable } from '../../output/table.ts'

export function listModels(cli: Cli, { json, quiet }: OutputOptions): ExitCode {
  if (json) {
    writeJson(cli, { models, defaults: defaultModelIds })
    return exitCodes.ok
  }
  const { paint, errPaint, launcher } = cli
  const titles = ['Model', 'Can', 'Size', 'For'].map((title) => paint.dim(title))
  writeOut(cli, formatTable([titles, ...models.map((model) => row(cli, model))]))
  if (!quiet) {
    const defaults = `Default: ${defaultModelIds.generate} to generate, ${defaultModelIds.edit} to edit.`
    writeErr(cli, `\n${errPaint.dim(`${defaults} Sizes of a model: ${launcher} sizes flux-2-pro`)}\n`)
  }
  return exitCodes.ok
}

function row({ paint }: Cli, { id, actions, sizes, summary }: FluxModel): string[] {
  const kinds = [...new Set(sizes.map(({ kind }) => (kind === 'ratio' ? 'ratios' : 'pixels')))]
  return [paint.bold(id), actions.join(', '), kinds.join(', '), summary]
}
