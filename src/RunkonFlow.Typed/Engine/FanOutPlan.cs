using RunkonFlow.Typed.Machines;
using RunkonFlow.Typed.Persistence;

namespace RunkonFlow.Typed.Engine;

/// <summary>Checks the items of a fan-out before anything runs, and makes them ready for the store.</summary>
internal static class FanOutPlan
{
    /// <summary>Why the items cannot be run, or null: a key used twice, a dependency that does not exist, a cycle.</summary>
    public static string? FaultOf(FanOutRequest request)
    {
        var places = new Dictionary<string, int>(request.Count);
        for (var i = 0; i < request.Count; i++)
            if (!places.TryAdd(request.KeyOf(i), i)) return $"The key '{request.KeyOf(i)}' stands for two items, {places[request.KeyOf(i)]} and {i}. Keys must be unique.";

        // 0: not seen, 1: on the path, 2: free of cycles.
        var states = new byte[request.Count];
        var path = new Stack<(int Item, IEnumerator<string> Left)>();
        for (var start = 0; start < request.Count; start++)
        {
            if (states[start] != 0) continue;
            Enter(start);
            while (path.TryPeek(out var top))
            {
                if (!top.Left.MoveNext())
                {
                    top.Left.Dispose();
                    path.Pop();
                    states[top.Item] = 2;
                    continue;
                }
                var key = top.Left.Current;
                if (!places.TryGetValue(key, out var next)) return $"Item '{request.KeyOf(top.Item)}' depends on '{key}', which is no item.";
                if (states[next] == 1) return $"The items depend on each other in a circle: {Circle(next)}.";
                if (states[next] == 0) Enter(next);
            }
        }
        return null;

        void Enter(int item)
        {
            states[item] = 1;
            path.Push((item, request.DependenciesOf(item).GetEnumerator()));
        }

        string Circle(int first)
        {
            var keys = path.Reverse().Select(entry => entry.Item).SkipWhile(item => item != first).Append(first).Select(request.KeyOf);
            return string.Join(" → ", keys);
        }
    }

    /// <summary>The items as the store takes them; <see cref="FaultOf"/> has found nothing.</summary>
    public static IReadOnlyList<FanOutItemStart> ItemsOf(FanOutRequest request, CommitDraft draft, TimeProvider time)
    {
        var places = new Dictionary<string, int>(request.Count);
        for (var i = 0; i < request.Count; i++) places.Add(request.KeyOf(i), i);
        var items = new FanOutItemStart[request.Count];
        for (var i = 0; i < items.Length; i++)
        {
            var item = draft.Write((request, i), static (json, at) => at.request.WriteItem(json, at.i));
            var input = draft.Write((request, i), static (json, at) => at.request.WriteInput(json, at.i));
            items[i] = new(request.KeyOf(i), RunId.New(time), item, input, [.. request.DependenciesOf(i).Distinct().Select(key => places[key])]);
        }
        return items;
    }
}
