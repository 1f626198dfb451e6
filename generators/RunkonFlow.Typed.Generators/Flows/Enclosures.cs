using System.Globalization;
using RunkonFlow.Typed.Generators.Flows.Model;

namespace RunkonFlow.Typed.Generators.Flows;

/// <summary>Names the loops, switches and tries of a flow by what stands in them. Each is named when it is closed, so inner ones come first.</summary>
internal sealed class Enclosures
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public List<Enclosure> All { get; } = [];

    public Enclosure Close(string keyword, int number, IReadOnlyList<OperationModel> operations)
    {
        var extent = operations.Count switch
        {
            0 => "()",
            1 => $"({operations[0].Id})",
            _ => $"({operations[0].Id}..{operations[operations.Count - 1].Id})",
        };
        var unique = extent;
        for (var n = 2; !_taken.Add(keyword + unique); n++)
            unique = extent + "#" + n.ToString(CultureInfo.InvariantCulture);
        var enclosure = new Enclosure(number, keyword, unique, [.. operations.SelectMany(o => o.FormerIds.Insert(0, o.Id))]);
        All.Add(enclosure);
        return enclosure;
    }
}
