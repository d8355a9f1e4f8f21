import type { Plugin } from 'vite'

const ID = '\0gradstep:recharts-scales'

/**
 * Recharts looks scales up by name among all that d3 has, so that the bundler must keep calendars and colour spaces
 * for charts that have neither. Our charts bring their own scale; what Recharts asks for by itself are these. A fifth of
 * its script goes.
 */
export function fewScales(): Plugin {
  let all = ''
  return {
    name: 'gradstep:recharts-scales',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^victory-vendor\/d3-scale$/ },
      async handler(id, importer) {
        if (!importer || !/recharts.*[\\/]combine\w+\.js/.test(importer)) return
        const found = await this.resolve(id, importer, { skipSelf: true })
        all = found?.id ?? ''
        return all ? ID : undefined
      },
    },
    load(id) {
      if (id !== ID) return
      return `export { scaleBand, scaleOrdinal, scalePoint } from ${JSON.stringify(all)}`
    },
  }
}
