import {
  checkSize,
  convertSize,
  describeSizes,
  findModel,
  type FluxModel,
  formatSize,
  models,
  parseSize,
  suggestSizes,
} from '@fluxkit/core'
import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../exit-codes.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { formatTable } from '../../output/table.ts'
import { usageError } from '../../program-error.ts'

/** @throws {ProgramError} for a model that the registry does not know */
export function showSizes(
  cli: Cli,
  modelId: string | undefined,
  size: string | undefined,
  options: OutputOptions,
): ExitCode {
  if (modelId === undefined) return listAll(cli, options)
  const model = findModel(modelId)
  if (model === undefined) {
    throw usageError(`There is no model ${modelId}.`, `Models: ${models.map(({ id }) => id).join(', ')}.`)
  }
  return size === undefined ? listOne(cli, model, options) : checkOne(cli, model, size, options)
}

function listAll(cli: Cli, { json }: OutputOptions): ExitCode {
  if (json) writeJson(cli, { models: models.map((model) => sizesJson(model)) })
  else {
    const titles = ['Model', 'Default', 'Takes'].map((title) => cli.paint.dim(title))
    writeOut(
      cli,
      formatTable([
        titles,
        ...models.map((model) => [cli.paint.bold(model.id), model.defaultSize, describeSizes(model)]),
      ]),
    )
  }
  return exitCodes.ok
}

function listOne(cli: Cli, model: FluxModel, { json, quiet }: OutputOptions): ExitCode {
  if (json) writeJson(cli, sizesJson(model))
  else {
    if (!quiet) writeErr(cli, `${model.id} takes ${describeSizes(model)}. Some that fit, the default first:\n`)
    writeOut(
      cli,
      suggestSizes(model)
        .map((size) => `${size}\n`)
        .join(''),
    )
  }
  return exitCodes.ok
}

function checkOne(cli: Cli, model: FluxModel, text: string, { json, quiet }: OutputOptions): ExitCode {
  const check = checkSize(model, text)
  const parsed = parseSize(text)
  if (parsed === undefined) throw usageError(`${text} is not a size.`, 'Write pixels as 1024x768 or a ratio as 16:9.')
  const nearest = formatSize(convertSize(model, parsed))
  if (json)
    writeJson(cli, { model: model.id, size: text, ok: check.ok, nearest, ...(check.ok ? {} : { rule: check.rule }) })
  else {
    if (!quiet) {
      const { symbols, errPaint: paint } = cli
      const words = check.ok
        ? `${paint.green(symbols.ok)} ${text} fits ${model.id}.`
        : `${paint.red(symbols.fail)} ${text}: ${check.rule}; nearest:`
      writeErr(cli, `${words}\n`)
    }
    writeOut(cli, `${nearest}\n`)
  }
  return check.ok ? exitCodes.ok : exitCodes.usage
}

function sizesJson(model: FluxModel): Record<string, unknown> {
  return { model: model.id, default: model.defaultSize, rules: model.sizes, suggestions: suggestSizes(model) }
}
