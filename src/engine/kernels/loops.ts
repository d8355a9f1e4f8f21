import { matmulInRegisters } from './matmul-registers.ts'
import { matmulInTiles } from './matmul-tiles.ts'
import type { MatmulProgram } from './matmul.ts'
import { sumsAlone, sumsTogether, type SumsProgram } from './sums.ts'

/** The loops that adapters in software and in hardware want written differently. */
export interface Loops {
  readonly matmul: MatmulProgram
  readonly sums: SumsProgram
}

export const LOOPS: Readonly<Record<'software' | 'hardware', Loops>> = {
  software: { matmul: matmulInRegisters, sums: sumsAlone },
  hardware: { matmul: matmulInTiles, sums: sumsTogether },
}
