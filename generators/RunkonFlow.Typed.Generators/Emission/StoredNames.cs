using System.Globalization;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>
/// The names under which slots are stored. One that a single operation assigns takes that operation's id, so that renaming the local
/// is free; another takes the local's name. Same-named locals stand in different blocks and never live at one position, so they share it.
/// </summary>
internal static class StoredNames
{
    /// <summary>The name of each slot, followed by those that it had in shipped versions.</summary>
    public static Dictionary<int, IReadOnlyList<string>> Of(LoweredFlow lowered)
    {
        var flow = lowered.Flow;
        var assigned = new HashSet<int>(lowered.Segments.SelectMany(s => s.Pieces).SelectMany(p => p.Names.Written.Concat(p.Names.Declared)));
        var names = new Dictionary<int, IReadOnlyList<string>>();
        var taken = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var number in lowered.Slots)
        {
            var variable = flow.Variables[number];
            var assigning = flow.Operations.Where(o => o.Target == number).Take(2).ToList();
            var all = variable.Kind switch
            {
                VariableKind.Local when assigning.Count == 1 && !assigned.Contains(number) => OfOperation(assigning[0], "()"),
                VariableKind.Result when assigning.Count == 1 => OfOperation(assigning[0], "()"),
                VariableKind.Argument => OfArgument(flow, number),
                VariableKind.Items => OfItems(lowered, number),
                _ => OfLocal(flow, variable.Name.TrimStart('@', '_')),
            };
            var unique = all[0];
            for (var n = 2; taken.TryGetValue(unique, out var others) && others.Any(other => MeetIn(lowered, other, number)); n++)
                unique = all[0] + "#" + n.ToString(CultureInfo.InvariantCulture);
            if (!taken.TryGetValue(unique, out var sharing)) taken.Add(unique, sharing = []);
            sharing.Add(number);
            names[number] = unique == all[0] ? all : [unique];
        }
        return names;
    }

    private static bool MeetIn(LoweredFlow lowered, int left, int right)
        => lowered.Positions.Any(standing => standing.Live.Contains(left) && standing.Live.Contains(right));

    private static List<string> OfOperation(OperationModel operation, string suffix) => [operation.Id + suffix, .. operation.FormerIds.Select(id => id + suffix)];

    private static List<string> OfLocal(FlowBody flow, string name) => [name, .. flow.FormerLocals.Where(f => f.New == name).Select(f => f.Old)];

    // Arguments are stored only while the frame stands at their operation, so the parameter's name alone would do but for the one list of names.
    private static List<string> OfArgument(FlowBody flow, int number)
    {
        foreach (var operation in flow.Operations)
        {
            if (operation.Arguments.FirstOrDefault(a => a.Variable == number) is { } argument) return OfOperation(operation, "." + argument.Parameter);
            if (operation.Options == number) return OfOperation(operation, ".options");
            if (operation.FanOut?.Inputs == number) return OfOperation(operation, ".inputs");
            foreach (var branch in operation.Branches)
            {
                if (branch.Taken == number) return [branch.Id + ".taken", .. branch.FormerIds.Select(id => id + ".taken")];
                if (branch.Arguments.FirstOrDefault(a => a.Variable == number) is { } passed)
                    return [$"{branch.Id}.{passed.Parameter}", .. branch.FormerIds.Select(id => $"{id}.{passed.Parameter}")];
            }
        }
        return [flow.Variables[number].Name];
    }

    /// <summary>What a <c>foreach</c> goes over is named by how many loops it stands in: at one position no two are of one depth.</summary>
    private static List<string> OfItems(LoweredFlow lowered, int number)
    {
        foreach (var operation in lowered.Flow.Operations)
            if (operation.FanOut?.Items == number) return OfOperation(operation, ".items");
        foreach (var loop in lowered.Flow.Loops)
            if (lowered.Flow.Variables[number].Name == $"__items{loop.Number.ToString(CultureInfo.InvariantCulture)}")
                return ["items-" + DepthOf(lowered, loop).ToString(CultureInfo.InvariantCulture)];
        return [lowered.Flow.Variables[number].Name.TrimStart('_')];
    }

    /// <summary>How many loops a loop stands in, itself included.</summary>
    public static int DepthOf(LoweredFlow lowered, LoopModel loop)
    {
        foreach (var standing in lowered.Positions)
            for (var i = 0; i < standing.Loops.Count; i++)
                if (standing.Loops[i].Number == loop.Number) return i + 1;
        return 0;
    }
}
