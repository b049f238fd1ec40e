export const helpText = `fluxkit-server: FLUX images for agents and apps

  fluxkit-server mcp        serve an MCP client on standard input and output

Options of the servers
  --out FOLDER              save images here (or FLUXKIT_OUT); default: the client's workspace
  --allow-read FOLDER       input files may come from here, too; can be repeated
  --allow-publish           editing a local file may upload it, which makes a public, permanent link
  --session-images N        images in one run of the server; default 25; none: no limit
  --session-credits N       credits in one run of the server
  --day-images N            images a day, all servers of this machine together; default 100
  --day-credits N           credits a day
  --no-previews             answer with paths and links only
  --sandbox                 draw images on this machine, for nothing

The token comes from ACEDATACLOUD_API_TOKEN, or from \`fluxkit login\`.
`
