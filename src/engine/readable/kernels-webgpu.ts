import { registerKernel } from '@tensorflow/tfjs-core'
import { conv2DConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2D'
import { conv2DBackpropFilterConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2DBackpropFilter'
import { conv2DBackpropInputConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Conv2DBackpropInput'
import { expandDimsConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ExpandDims'
import { gatherV2Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/GatherV2'
import { greaterConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Greater'
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/MaxPool'
import { maxPoolGradConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/MaxPoolGrad'
import { meanConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Mean'
import { packConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Pack'
import { padV2Config } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/PadV2'
import { rangeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Range'
import { rsqrtConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Rsqrt'
import { splitVConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/SplitV'
import { unpackConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/Unpack'
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/ZerosLike'
import { unsortedSegmentSumConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/UnsortedSegmentSum'
import '../kernels-webgpu.ts'

/** Registers the kernels of tfjs's WebGPU backend that the readable networks need besides those of kernels-webgpu.ts. */
const KERNELS = [
  conv2DConfig,
  conv2DBackpropFilterConfig,
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
  unsortedSegmentSumConfig,
]
KERNELS.forEach(registerKernel)
