import { Module, type OnModuleInit } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { CorrelationSources } from '../correlation/index.js';
import { DeliverySubscribers } from '../deliveries/index.js';
import { WorkflowActions } from './actions/workflow-actions.js';
import { WorkflowCatalogue } from './catalogue/workflow-catalogue.js';
import { WorkflowHistoryController } from './http/workflow-history.controller.js';
import { WorkflowTrialsController } from './http/workflow-trials.controller.js';
import { WorkflowsController } from './http/workflows.controller.js';
import { WorkflowsGate } from './http/workflows-gate.js';
import { ActionRunner } from './running/action-runner.js';
import { CompiledWorkflows } from './running/compiled-workflows.js';
import { FactLoader } from './running/fact-loader.js';
import { FailureCounter } from './running/failure-counter.js';
import { Lineage } from './running/lineage.js';
import { RunRetrier } from './running/run-retrier.js';
import { RunWriter } from './running/run-writer.js';
import { RunsCorrelationSource } from './running/runs-correlation-source.js';
import { WorkflowActionSubscriber } from './running/workflow-action.subscriber.js';
import { WorkflowEvaluator } from './running/workflow-evaluator.js';
import { WorkflowOutcomeSubscriber } from './running/workflow-outcome.subscriber.js';
import { WorkflowSubscriber } from './running/workflow.subscriber.js';
import { WorkflowAnnouncer } from './storing/announcer.js';
import { RunStore } from './storing/run-store.js';
import { WorkflowStore } from './storing/workflow-store.js';
import { DryRuns } from './trying/dry-runs.js';
import { ConfigurableModuleClass } from './workflows.module-definition.js';
import { WorkflowsService } from './workflows.service.js';

/**
 * Automation that users define themselves, on the events that the application records.
 * @example
 * ```ts
 * imports: [WorkflowsModule.forRoot({ access })] // beside EventsModule and DeliveriesModule
 * ```
 * @publicApi
 */
@Module({
  imports: [DiscoveryModule],
  // Those with names of their own before the one that takes any name for an id.
  controllers: [WorkflowTrialsController, WorkflowHistoryController, WorkflowsController],
  providers: [
    ActionRunner,
    CompiledWorkflows,
    DryRuns,
    FactLoader,
    FailureCounter,
    Lineage,
    RunRetrier,
    RunStore,
    RunWriter,
    WorkflowActions,
    WorkflowActionSubscriber,
    WorkflowAnnouncer,
    WorkflowCatalogue,
    WorkflowEvaluator,
    WorkflowOutcomeSubscriber,
    WorkflowStore,
    WorkflowSubscriber,
    WorkflowsGate,
    WorkflowsService,
  ],
  exports: [RunStore, WorkflowStore, WorkflowsService],
})
export class WorkflowsModule extends ConfigurableModuleClass implements OnModuleInit {
  constructor(
    private readonly subscribers: DeliverySubscribers,
    private readonly correlations: CorrelationSources,
    private readonly runs: RunStore,
    private readonly events: WorkflowSubscriber,
    private readonly actions: WorkflowActionSubscriber,
    private readonly outcomes: WorkflowOutcomeSubscriber,
  ) {
    super();
  }

  onModuleInit(): void {
    this.correlations.register(new RunsCorrelationSource(this.runs));
    this.subscribers.register(this.events);
    this.subscribers.register(this.actions);
    this.subscribers.register(this.outcomes);
  }
}
