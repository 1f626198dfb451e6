using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using RunkonFlow.Typed.Engine;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Hosting;

/// <summary>
/// Whether the store answers, whether this worker holds its lease, and how long the oldest due run has waited to be claimed: degraded
/// when that is longer than a minute, which is so for runs of workflows that no worker has registered too.
/// </summary>
/// <example><code>services.AddHealthChecks().AddCheck&lt;RunkonFlowHealthCheck&gt;("runkonflow");</code></example>
public sealed class RunkonFlowHealthCheck : IHealthCheck
{
    private static readonly TimeSpan s_longBacklog = TimeSpan.FromMinutes(1);

    private readonly IWorkflowPersistence _store;
    private readonly Worker _worker;
    private readonly RunkonFlowOptions _options;

    internal RunkonFlowHealthCheck(IWorkflowPersistence store, Worker worker, IOptions<RunkonFlowOptions> options)
        => (_store, _worker, _options) = (store, worker, options.Value);

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        try
        {
            var now = await _store.GetUtcNowAsync(cancellationToken).ConfigureAwait(false);
            var due = await _store.GetNextDueAsync(_options.Namespace, cancellationToken).ConfigureAwait(false);
            var backlog = due is { } at && at < now ? now - at : TimeSpan.Zero;
            var data = new Dictionary<string, object> { ["backlog"] = backlog };
            if (_options.RunsWorker && !_worker.HoldsLease) return Result(context, "The worker holds no lease: it claims nothing until it has registered anew.", data);
            return backlog > s_longBacklog
                ? HealthCheckResult.Degraded($"A run has been due for {backlog} and no worker has claimed it.", data: data)
                : HealthCheckResult.Healthy(data: data);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(context.Registration.FailureStatus, "The store does not answer.", e);
        }
    }

    private static HealthCheckResult Result(HealthCheckContext context, string text, Dictionary<string, object> data)
        => new(context.Registration.FailureStatus, text, data: data);
}
