using System.Globalization;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>
/// The names under which slots are stored. One that a single operation assigns takes that operation's id, so that renaming the local
/// is free; another takes the local's name, and same-named ones are numbered.
/// </summary>
internal static class StoredNames
{
    public static Dictionary<int, string> Of(LoweredFlow lowered)
    {
        var flow = lowered.Flow;
        var assigned = new HashSet<int>(lowered.Segments.SelectMany(s => s.Pieces).SelectMany(p => p.Names.Written.Concat(p.Names.Declared)));
        var names = new Dictionary<int, string>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var number in lowered.Slots)
        {
            var variable = flow.Variables[number];
            var assigning = flow.Operations.Where(o => o.Target == number).Take(2).ToList();
            var name = variable.Kind switch
            {
                VariableKind.Local when assigning.Count == 1 && !assigned.Contains(number) => assigning[0].Id + "()",
                VariableKind.Result when assigning.Count == 1 => assigning[0].Id + "()",
                VariableKind.Argument => ArgumentName(flow, number),
                _ => variable.Name.TrimStart('@', '_'),
            };
            var unique = name;
            for (var n = 2; !taken.Add(unique); n++)
                unique = name + "#" + n.ToString(CultureInfo.InvariantCulture);
            names[number] = unique;
        }
        return names;
    }

    // Arguments are stored only while the frame stands at their operation, so the parameter's name alone would do but for the one list of names.
    private static string ArgumentName(FlowBody flow, int number)
    {
        foreach (var operation in flow.Operations)
            foreach (var argument in operation.Arguments)
                if (argument.Variable == number)
                    return $"{operation.Id}.{argument.Parameter}";
        return flow.Variables[number].Name;
    }
}
