using System.Collections.Concurrent;
using System.Collections.Immutable;
using Studio.Workflows;

namespace RunkonFlow.Typed.Import.Tests;

/// <summary>Everything that imported workflows ask of their host, played from a script.</summary>
internal sealed class TestStudio : IShipChangeAgents, IPolishAgents, ISweepTicketsAgents, IGateResolver, IItemProvider
{
    private readonly ConcurrentDictionary<string, int> _calls = new();

    /// <summary>What an agent answers, call by call; behind the last one, and for others, nothing.</summary>
    public Dictionary<string, StepResult[]> Answers { get; } = [];

    /// <summary>The agents that fail.</summary>
    public HashSet<string> Failing { get; } = [];

    public ImmutableArray<WorkItem> Items { get; init; } = [];

    public ConcurrentQueue<AgentRequest> Requests { get; } = new();

    public ConcurrentQueue<GateRequest> Looks { get; } = new();

    public ItemQuery? Query { get; private set; }

    public IEnumerable<string> Called => Requests.Select(request => request.Agent);

    public Task<StepResult> RunAsync(AgentRequest request, StepContext step, CancellationToken ct)
    {
        Requests.Enqueue(request);
        if (Failing.Contains(request.Agent)) throw new InvalidOperationException($"{request.Agent} cannot");
        var call = _calls.AddOrUpdate(request.Agent, 0, (_, before) => before + 1);
        return Task.FromResult(Answers.GetValueOrDefault(request.Agent)?.ElementAtOrDefault(call) ?? StepResult.Empty);
    }

    /// <summary>Decides at the second look.</summary>
    public Task<Decision?> ResolveAsync(GateRequest request, CancellationToken ct)
    {
        Looks.Enqueue(request);
        return Task.FromResult(Looks.Count < 2 ? null : new Decision(DecisionOutcome.Approved, false, "the pipeline", "all green"));
    }

    public Task<ImmutableArray<WorkItem>> ItemsAsync(ItemQuery query, CancellationToken ct)
    {
        Query = query;
        return Task.FromResult(Items);
    }

    public static StepResult Marked(params string[] markers) => new([.. markers], $"said {string.Join(' ', markers)}");
}
