import type { LstmLoops } from './lstm-texts.ts'
import { matmulInRegisters } from './matmul-registers.ts'
import { matmulInTiles } from './matmul-tiles.ts'
import type { MatmulProgram } from './matmul.ts'
import { sumsAlone, sumsTogether, type SumsProgram } from './sums.ts'

/** The loops that adapters in software and in hardware want written differently. */
export interface Loops {
  readonly matmul: MatmulProgram
  readonly sums: SumsProgram
  readonly lstm: LstmLoops
}

export const LOOPS: Readonly<Record<'software' | 'hardware', Loops>> = {
  software: { matmul: matmulInRegisters, sums: sumsAlone, lstm: { texts: 4, units: 4 } },
  hardware: { matmul: matmulInTiles, sums: sumsTogether, lstm: { texts: 1, units: 1 } },
}
