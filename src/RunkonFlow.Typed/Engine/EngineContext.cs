using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>What every activation of a worker shares.</summary>
internal sealed record EngineContext(
    IWorkflowPersistence Store, TimeProvider Time, RunkonFlowOptions Options, IServiceScopeFactory Scopes, WorkSignal Work, RunEndings Endings,
    ILogger Logger)
{
    /// <summary>
    /// Told of every attempt at a step before it is made, and gives what is called in the step's place; null for the step itself.
    /// For tests.
    /// </summary>
    public Func<string, NodeDefinition, StepContext, StepBody?>? Bodies { get; init; }
}
