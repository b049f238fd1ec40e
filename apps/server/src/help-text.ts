import { clientIds } from './install/clients.ts'

export const helpText = `fluxkit-server: FLUX images for agents and apps

  fluxkit-server mcp        serve an MCP client on standard input and output
  fluxkit-server http       serve MCP (/mcp) and OpenAI's Images API (/v1) over HTTP
  fluxkit-server install CLIENT [--write] [options]
                            print the configuration of a client, or write it after a backup; clients:
                            ${clientIds.join(', ')}

Options of the servers
  --out FOLDER              save images here (or FLUXKIT_OUT); default: the client's workspace
  --allow-read FOLDER       input files may come from here, too; can be repeated
  --allow-publish           editing a local file may upload it, which makes a public, permanent link
  --session-images N        images in one run of the server; default 25 (http: none); none: no limit
  --session-credits N       credits in one run of the server
  --day-images N            images a day, all servers of this machine together; default 100
  --day-credits N           credits a day
  --no-previews             answer with paths and links only
  --sandbox                 draw images on this machine, for nothing

Options of http
  --host ADDRESS            default 127.0.0.1: this machine only
  --port N                  default 8377
  --allow-host NAME         also serve requests for this host; can be repeated
  --allow-origin NAME       also serve pages of this website; can be repeated
  Clients send the bearer token in FLUXKIT_SERVER_TOKEN, or the one that the server makes and names at its start.

The token of the service comes from ACEDATACLOUD_API_TOKEN, or from \`fluxkit login\`.
`
