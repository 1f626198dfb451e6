using System.Collections.Immutable;
using RunkonFlow.Typed.EndToEnd.Workflows;

namespace RunkonFlow.Typed.EndToEnd.PeerSamples;

internal sealed record Allotment(string Job, int Nodes);

internal sealed record Allotted(IReadOnlyList<string> Nodes, string? Refusal = null);

internal sealed record PoolReport(int MostInUse, int InUse, int Bad);

/// <summary>
/// Lends the nodes of a pool to jobs, one request at a time, takes them back, looks for bad ones in between, and can be shut down:
/// what elsewhere are message handlers with a lock around their awaits is one loop that takes whatever comes first.
/// </summary>
[Workflow("node-pool", KeepHistory = 2)]
internal sealed partial class NodePool(Ledger ledger)
{
    private const string Bad = "bad";

    [Flow]
    public async Task<PoolReport> RunAsync(int size, CancellationToken ct = default)
    {
        var users = Enumerable.Range(0, size).ToImmutableSortedDictionary(node => $"n{node}", _ => "");
        var most = 0;
        var nextLook = Flow.UtcNow + TimeSpan.FromMinutes(10);
        while (Flow.Forever)
        {
            var happened = await Flow.Race(AllotAsync(ct), ReleaseAsync(ct), Flow.Unit(Flow.Until(nextLook, ct)), ShutDownAsync(ct));
            if (happened.Winner == 3) break;
            switch (happened.Winner)
            {
                case 0:
                    var request = happened.First!;
                    var free = users.Where(pair => pair.Value.Length == 0).Select(pair => pair.Key).ToList();
                    if (free.Count < request.Message.Nodes)
                    {
                        request.Reply(new([], $"{free.Count} are free, not {request.Message.Nodes}"));
                        break;
                    }
                    var chosen = free.Take(request.Message.Nodes).ToImmutableList();
                    await AssignAsync(chosen, request.Message.Job, ct);
                    users = users.SetItems(chosen.Select(node => KeyValuePair.Create(node, request.Message.Job)));
                    most = Math.Max(most, users.Count(pair => pair.Value is not ("" or Bad)));
                    request.Reply(new(chosen));
                    break;
                case 1:
                    var job = happened.Second!;
                    var theirs = users.Where(pair => pair.Value == job.Message).Select(pair => pair.Key).ToImmutableList();
                    await Flow.As("unassign", AssignAsync(theirs, "", ct));
                    users = users.SetItems(theirs.Select(node => KeyValuePair.Create(node, "")));
                    job.Reply(theirs.Count);
                    break;
                default:
                    var bad = await FindBadAsync(users.Where(pair => pair.Value is not ("" or Bad)).Select(pair => pair.Key).ToImmutableList(), ct);
                    users = users.SetItems(bad.Select(node => KeyValuePair.Create(node, Bad)));
                    nextLook = Flow.UtcNow + TimeSpan.FromMinutes(10);
                    break;
            }
        }
        return new(most, users.Count(pair => pair.Value is not ("" or Bad)), users.Count(pair => pair.Value == Bad));
    }

    [Signal]
    private partial ValueTask<Request<Allotment, Allotted>> AllotAsync(CancellationToken ct = default);

    [Signal]
    private partial ValueTask<Request<string, int>> ReleaseAsync(CancellationToken ct = default);

    [Signal]
    private partial ValueTask<string> ShutDownAsync(CancellationToken ct = default);

    [Step]
    private Task AssignAsync(IReadOnlyList<string> nodes, string job, CancellationToken ct = default)
        => ledger.DoAsync($"{string.Join('+', nodes)}={job}", ct);

    [Step]
    private async Task<IReadOnlyList<string>> FindBadAsync(IReadOnlyList<string> nodes, CancellationToken ct = default)
    {
        await ledger.DoAsync("look", ct);
        return [.. nodes.Take(1)];
    }
}
