using System.Runtime.InteropServices;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.InMemory;

// Limits over all workers: permits for so many at once, buckets for so many in a time.
public sealed partial class InMemoryPersistence
{
    private readonly Dictionary<(string Namespace, string Key), Permits> _permits = [];
    private const int KeepRates = 10_000;

    private readonly Dictionary<(string Namespace, string Key), long> _rates = [];

    /// <summary>The answer to a commit one of whose limits is reached, or null. Its node stands in line then; nothing else is changed.</summary>
    private CommitResult? Limit(RunRow run, RunCommit commit, long now)
    {
        for (var i = 0; i < commit.Limits.Count; i++)
        {
            var request = commit.Limits[i];
            var retryAt = (long?)null;
            if (request.Per is { } per)
            {
                var (fullAt, at) = TakeToken(run, commit, i, per, now);
                if (fullAt is not null) continue;
                retryAt = at;
            }
            else if (HasPermit(run, commit, i))
            {
                continue;
            }
            else
            {
                StandInLine(run, request);
            }
            return Answer(run, CommitOutcome.Limited, request.Key) with { LimitedBy = i, RetryAt = retryAt is { } later ? StoreTime.Moment(later) : null };
        }
        return null;
    }

    /// <summary>What taking a token leaves, after those that the requests before it take.</summary>
    private (long? FullAt, long RetryAt) TakeToken(RunRow run, RunCommit commit, int place, TimeSpan per, long now)
    {
        var request = commit.Limits[place];
        var fullAt = _rates.GetValueOrDefault((run.Bucket.Key.Namespace, request.Key));
        for (var earlier = 0; earlier < place; earlier++)
            if (commit.Limits[earlier] is { Per: { } time } other && other.Key == request.Key) fullAt = RateBucket.Take(fullAt, other.Limit, time, now).FullAt!.Value;
        return RateBucket.Take(fullAt, request.Limit, per, now);
    }

    private bool HasPermit(RunRow run, RunCommit commit, int place)
    {
        var request = commit.Limits[place];
        if (!_permits.TryGetValue((run.Bucket.Key.Namespace, request.Key), out var permits)) permits = null;
        if (permits?.FindHeld(run, request.NodeId, request.Path) is not null) return true;
        var taken = permits?.Held.Count ?? 0;
        for (var earlier = 0; earlier < place; earlier++)
        {
            if (commit.Limits[earlier] is not { Per: null } other || other.Key != request.Key) continue;
            if (other.NodeId == request.NodeId && other.Path == request.Path) return true;
            if (permits?.FindHeld(run, other.NodeId, other.Path) is null) taken++;
        }
        return taken < request.Limit;
    }

    private void StandInLine(RunRow run, LimitRequest request)
    {
        var permits = PermitsOf(run, request.Key);
        if (permits.IsInLine(run, request.NodeId, request.Path)) return;
        permits.Line.AddLast(new Permits.Holder(run, request.NodeId, request.Path, request.Limit));
        (run.Extras ??= new()).Limits.Add(request.Key);
    }

    private Permits PermitsOf(RunRow run, string key)
    {
        ref var permits = ref CollectionsMarshal.GetValueRefOrAddDefault(_permits, (run.Bucket.Key.Namespace, key), out _);
        return permits ??= new();
    }

    /// <summary>Takes what <see cref="Limit"/> has found to be there.</summary>
    private void TakeLimits(RunRow run, RunCommit commit, long now)
    {
        foreach (var request in commit.Limits)
        {
            if (request.Per is { } per)
            {
                ref var fullAt = ref CollectionsMarshal.GetValueRefOrAddDefault(_rates, (run.Bucket.Key.Namespace, request.Key), out _);
                fullAt = RateBucket.Take(fullAt, request.Limit, per, now).FullAt!.Value;
                if (_rates.Count > KeepRates) ForgetFullBuckets(now);
                continue;
            }
            var permits = PermitsOf(run, request.Key);
            var holder = permits.FindHeld(run, request.NodeId, request.Path);
            if (holder is null) permits.Held.Add(holder = new(run, request.NodeId, request.Path, request.Limit));
            holder.IsUsed = true;
            RemoveFromLine(permits, one => one.Is(run, request.NodeId, request.Path));
            (run.Extras ??= new()).Limits.Add(request.Key);
        }
    }

    private void ForgetFullBuckets(long now)
    {
        foreach (var (name, fullAt) in _rates)
            if (fullAt <= now * 1000) _rates.Remove(name);
    }

    /// <summary>Gives back what the ended rows of a commit held, or stood in line for.</summary>
    private void ReleaseEnded(RunRow run, RunCommit commit, long now)
    {
        foreach (var write in commit.Steps)
        {
            if (!write.Status.IsTerminal() || commit.Limits.Exists(limit => limit.NodeId == write.NodeId && limit.Path == write.Path)) continue;
            Release(run, holder => holder.NodeId == write.NodeId && holder.Path == write.Path, now);
        }
    }

    /// <summary>The run has no owner any more: what its nodes use is given back.</summary>
    private void ReleaseUsed(RunRow run, long now) => Release(run, static holder => holder.IsUsed && holder.NodeId.Length > 0, now);

    private void Release(RunRow run, Predicate<Permits.Holder> isIt, long now)
    {
        // Most runs have none, and nothing may be allocated for them.
        if (run.Extras is { Limits.Count: > 0 } extras) Release(run, extras, isIt, now);
    }

    private void Release(RunRow run, RunExtras extras, Predicate<Permits.Holder> isIt, long now)
    {
        foreach (var key in extras.Limits.Order(StringComparer.Ordinal).ToArray())
        {
            var name = (run.Bucket.Key.Namespace, key);
            if (!_permits.TryGetValue(name, out var permits)) continue;
            RemoveFromLine(permits, holder => holder.Run == run && isIt(holder));
            permits.Held.RemoveAll(holder => holder.Run == run && isIt(holder));
            HandOver(permits, now);
            if (permits.Held.Exists(holder => holder.Run == run) || permits.Line.Any(holder => holder.Run == run)) continue;
            extras.Limits.Remove(key);
            if (permits.Held.Count + permits.Line.Count == 0) _permits.Remove(name);
        }
    }

    private static void RemoveFromLine(Permits permits, Predicate<Permits.Holder> isIt)
    {
        for (var node = permits.Line.First; node is not null;)
        {
            var next = node.Next;
            if (isIt(node.Value)) permits.Line.Remove(node);
            node = next;
        }
    }

    /// <summary>Gives free permits to the first in line and wakes their runs.</summary>
    private static void HandOver(Permits permits, long now)
    {
        while (permits.Line.First is { Value: var first } && permits.Held.Count < first.Limit)
        {
            permits.Line.RemoveFirst();
            permits.Held.Add(first);
            Wake(first.Run, now);
        }
    }
}
