using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RunkonFlow.Typed.Hosting;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>What every activation of a worker shares.</summary>
internal sealed record EngineContext(
    IWorkflowPersistence Store, TimeProvider Time, RunkonFlowOptions Options, IServiceScopeFactory Scopes, WorkSignal Work, RunEndings Endings,
    ILogger Logger);
