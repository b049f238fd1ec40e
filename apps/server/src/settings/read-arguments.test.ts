import { describe, expect, test } from 'vitest'
import { readArguments } from './read-arguments.ts'

describe('fluxkit-server mcp', () => {
  test('limits images and allows nothing else by default', () => {
    expect(readArguments(['mcp'])).toEqual({
      name: 'mcp',
      serving: {
        allowRead: [],
        allowPublish: false,
        sandbox: false,
        previews: true,
        limits: { session: { images: 25 }, day: { images: 100 } },
      },
    })
  })

  test('reads limits, folders and permissions', () => {
    const args =
      'mcp --out art --allow-read /a --allow-read b --allow-publish --sandbox --no-previews --session-images none --session-credits 0.5 --day-images 0'
    expect(readArguments(args.split(' '))).toEqual({
      name: 'mcp',
      serving: {
        out: 'art',
        allowRead: ['/a', 'b'],
        allowPublish: true,
        sandbox: true,
        previews: false,
        limits: { session: { credits: 0.5 }, day: { images: 0 } },
      },
    })
  })

  test.each(['-1', 'many', '', '1e9', ' 1', 'Infinity'])('refuses the limit %j', (limit) => {
    expect(() => readArguments(['mcp', `--day-images=${limit}`])).toThrow(
      '--day-images must be a number from 0, or none.',
    )
  })

  test('refuses options that it doesn’t know, instead of serving without them', () => {
    expect(() => readArguments(['mcp', '--day-image', '5'])).toThrow('Unknown option --day-image')
    expect(() => readArguments(['mcp', '--port', '5'])).toThrow('Unknown option --port.')
    expect(() => readArguments(['mcp', 'art'])).toThrow('art')
  })
})

describe('fluxkit-server http', () => {
  test('listens on loopback by default', () => {
    expect(readArguments(['http'])).toMatchObject({
      name: 'http',
      http: { host: '127.0.0.1', port: 8377, allowHosts: [], allowOrigins: [] },
      serving: { limits: { session: {}, day: { images: 100 } } },
    })
  })

  test.each(['0.0.0.0', '::', '192.168.1.5', 'example.com'])('opens %s only with a name for it', (host) => {
    expect(() => readArguments(['http', '--host', host])).toThrow('give the name that they use with --allow-host NAME')
    expect(readArguments(['http', '--host', host, '--allow-host', 'box.lan'])).toMatchObject({ http: { host } })
  })

  test.each(['65536', '-1', 'x', '1.5'])('refuses the port %s', (port) => {
    expect(() => readArguments(['http', `--port=${port}`])).toThrow('--port must be a number from 0 to 65535.')
  })
})

test.each([[[]], [['--help']], [['help']], [['mcp', '--help']]])('%j asks for help', (args) => {
  expect(readArguments(args)).toEqual({ name: 'help' })
})

test('another command is refused', () => {
  expect(() => readArguments(['serve'])).toThrow('There is no command "serve". See fluxkit-server --help.')
})

test('what follows the client of install is checked and kept for its configuration', () => {
  expect(readArguments(['install', 'cursor', '--write', '--day-images', '5'])).toEqual({
    name: 'install',
    client: 'cursor',
    write: true,
    args: ['--day-images', '5'],
  })
  expect(() => readArguments(['install', 'cursor', '--day-image', '5'])).toThrow('Unknown option --day-image')
})
