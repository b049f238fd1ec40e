import {
  checkSize,
  convertSize,
  describeSizes,
  findModel,
  type FluxModel,
  formatSize,
  models,
  parseSize,
  type SizeChoice,
  sizeChoices,
} from '@fluxkit/core'
import { type Cli, writeErr, writeJson, writeOut } from '../../cli.ts'
import { type ExitCode, exitCodes } from '../../errors/exit-codes.ts'
import type { OutputOptions } from '../../output/reporter.ts'
import { formatTable } from '../../output/table.ts'
import { usageError } from '../../errors/program-error.ts'

/** Marks sizes that the current edition of the service does not list. */
const readmeOnly = 'README only'

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
    const rows = models.map((model) => [cli.paint.bold(model.id), model.defaultSize, describeSizes(model)])
    writeOut(cli, formatTable([titles, ...rows]))
  }
  return exitCodes.ok
}

function listOne(cli: Cli, model: FluxModel, { json, quiet }: OutputOptions): ExitCode {
  const choices = sizeChoices(model)
  if (json) writeJson(cli, sizesJson(model))
  else if (quiet) writeOut(cli, choices.map(({ size }) => `${size}\n`).join(''))
  else {
    writeErr(cli, `${model.id} takes ${describeSizes(model)}. Some that fit, the default first:\n`)
    writeOut(cli, formatTable(choices.map((choice) => choiceRow(cli, choice))))
  }
  return exitCodes.ok
}

function choiceRow({ paint }: Cli, { size, ratio, shape, isCurrent }: SizeChoice): string[] {
  const description = ratio === undefined || ratio === size ? shape : `${ratio} ${shape}`
  return [size, description, isCurrent ? '' : paint.dim(readmeOnly)]
}

/** Standard output is a size that fits: the one that was given, or the nearest. */
function checkOne(cli: Cli, model: FluxModel, text: string, { json, quiet }: OutputOptions): ExitCode {
  const check = checkSize(model, text)
  const parsed = parseSize(text)
  if (parsed === undefined) throw usageError(`${text} is not a size.`, 'Write pixels as 1024x768 or a ratio as 16:9.')
  const nearest = formatSize(convertSize(model, parsed))
  if (json) {
    const facts = check.ok ? { editions: check.editions } : { rule: check.rule }
    writeJson(cli, { model: model.id, size: text, ok: check.ok, nearest, ...facts })
    return check.ok ? exitCodes.ok : exitCodes.usage
  }
  if (!quiet) {
    const { symbols, errPaint: paint } = cli
    const isCurrent = check.ok && check.editions.includes('current')
    const line = check.ok
      ? `${paint.green(symbols.ok)} ${text} fits ${model.id}${isCurrent ? '' : ` (${readmeOnly})`}.`
      : `${paint.red(symbols.fail)} ${text}: ${check.rule}; nearest:`
    writeErr(cli, `${line}\n`)
  }
  writeOut(cli, `${nearest}\n`)
  return check.ok ? exitCodes.ok : exitCodes.usage
}

function sizesJson(model: FluxModel): Record<string, unknown> {
  const { id, isCurrent, defaultSize, sizes: rules } = model
  const choices = sizeChoices(model)
  return { model: id, isCurrent, default: defaultSize, rules, suggestions: choices.map(({ size }) => size), choices }
}
