import { FlowProducer, type FlowJob } from 'bullmq';

/**
 * A flow producer whose every job takes the correlation along.
 *
 * BullMQ's own leaves out the jobs of a flow that have no `opts`.
 * @example
 * ```ts
 * BullModule.flowProducerClass = CorrelatedFlowProducer;
 * ```
 * @publicApi
 */
export class CorrelatedFlowProducer extends FlowProducer {
  override add(...[flow, options]: Parameters<FlowProducer['add']>) {
    return super.add(withOptions(flow), options);
  }

  override addBulk(flows: FlowJob[]) {
    return super.addBulk(flows.map(withOptions));
  }
}

function withOptions<Flow extends FlowJob>(flow: Flow): Flow {
  return {
    ...flow,
    opts: flow.opts ?? {},
    ...(flow.children && { children: flow.children.map(withOptions) }),
  };
}
