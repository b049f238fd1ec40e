import type { Cli } from '../cli.ts'
import { createReporter, type OutputOptions, type Reporter } from '../output/reporter.ts'
import { choosePreviewProtocol } from '../images/preview/choose-protocol.ts'
import { previewText } from '../images/preview/preview.ts'

/** The reporter of a command that makes images, with a preview where the terminal shows images. */
export function createImageReporter(
  cli: Cli,
  { preview, ...options }: OutputOptions & { readonly preview?: boolean | undefined },
): Reporter {
  const { env, stderr } = cli.host
  const isWanted = preview ?? (options.json !== true && options.quiet !== true)
  const protocol = isWanted ? choosePreviewProtocol(env, stderr.isTTY === true) : undefined
  if (protocol === undefined) return createReporter(cli, options)
  return createReporter(cli, {
    ...options,
    preview: (bytes, format) => previewText({ bytes, format }, protocol, stderr.columns ?? 80),
  })
}
