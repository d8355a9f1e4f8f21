import { registerKernel } from '@tensorflow/tfjs-core'
import { conv2DConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Conv2D'
import { conv2DBackpropInputConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Conv2DBackpropInput'
import { expandDimsConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/ExpandDims'
import { gatherV2Config } from '@tensorflow/tfjs-backend-cpu/dist/kernels/GatherV2'
import { greaterConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Greater'
import { maxPoolConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPool'
import { maxPoolGradConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPoolGrad'
import { meanConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Mean'
import { packConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Pack'
import { padV2Config } from '@tensorflow/tfjs-backend-cpu/dist/kernels/PadV2'
import { rangeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Range'
import { rsqrtConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Rsqrt'
import { splitVConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/SplitV'
import { unpackConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Unpack'
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-cpu/dist/kernels/ZerosLike'
import '../kernels-cpu.ts'
import { convFilterGradientKernel } from '../kernels/conv-filter-gradient.ts'
import { CPU_ACCESS } from '../kernels/plain-kernel.ts'
import { segmentSumKernel } from '../kernels/segment-sum.ts'

/** Registers the kernels of tfjs's CPU backend that the readable networks need besides those of kernels-cpu.ts; two are ours. */
const KERNELS = [
  conv2DConfig,
  conv2DBackpropInputConfig,
  expandDimsConfig,
  gatherV2Config,
  greaterConfig,
  maxPoolConfig,
  maxPoolGradConfig,
  meanConfig,
  packConfig,
  padV2Config,
  rangeConfig,
  rsqrtConfig,
  splitVConfig,
  unpackConfig,
  zerosLikeConfig,
]
KERNELS.forEach(registerKernel)
registerKernel(convFilterGradientKernel(CPU_ACCESS))
registerKernel(segmentSumKernel(CPU_ACCESS))
