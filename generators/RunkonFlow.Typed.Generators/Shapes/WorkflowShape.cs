using RunkonFlow.Typed.Generators.Emission;
using RunkonFlow.Typed.Generators.Flows;
using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Shapes;

/// <summary>The shape of a workflow as it is compiled, and what a shipped one has that it has not.</summary>
internal sealed class WorkflowShape
{
    private const string Upcast = "write an [Upcast] from the old type to the new one, or ";

    private readonly List<Place> _places = [];

    public WorkflowShape(FrameLayout flow) => Add(flow, [""]);

    /// <summary>The lines of its section.</summary>
    public IReadOnlyList<string> Lines => [.. _places.Select(place => place.Node.Line)];

    /// <summary>Why runs that stand at a shipped node could not go on; null when they can.</summary>
    public ShapeFault? FaultOf(ShippedNode shipped)
    {
        const string Version = "give the workflow a new Version and keep this one for the runs of the old";
        if (_places.Find(place => place.Ids.Contains(shipped.Id)) is not { } place)
            return new("is gone", "declare its old id with [Formerly] if it was renamed; otherwise " + Version);
        if (place.Node.Kind != shipped.Kind) return new($"is a {place.Node.Kind} now, and was a {shipped.Kind}", Version);
        if (!AreSame(place, shipped.Surroundings)) return new($"stands in '{place.Node.Surroundings}' now, and stood in '{shipped.Surroundings}'", Version);
        if (!place.Results.Contains(shipped.Result))
        {
            return new($"gives '{place.Node.Result}' now, and gave '{shipped.Result}'", place.Node.Result.Length > 0 && shipped.Result.Length > 0 ? Upcast + Version : Version)
            {
                OldType = shipped.Result,
                NewType = place.Node.Result,
            };
        }
        if (place.Kept.FirstOrDefault(names => !names.Any(name => shipped.Kept.Contains(name))) is not { } missing) return null;
        var what = $"needs '{missing[0]}', which runs that stand there have not stored";
        return shipped.Kept.FirstOrDefault(kept => missing.Any(name => Split(name).Name == Split(kept).Name)) is { } retyped
            ? new(what, Upcast + Version) { OldType = Split(retyped).Type, NewType = Split(missing[0]).Type }
            : new(what, "declare a renamed local with [FormerLocal]; otherwise " + Version);
    }

    /// <summary>A stored name without and with its type's id.</summary>
    private static (string Name, string Type) Split(string stored)
    {
        var colon = stored.LastIndexOf(':');
        return colon < 0 ? (stored, "") : (stored.Substring(0, colon), stored.Substring(colon + 1));
    }

    private sealed record Place(ShippedNode Node, IReadOnlyList<string> Ids, IReadOnlyList<string> Results, List<IReadOnlyList<string>> Kept, FlowBody Flow);

    private void Add(FrameLayout layout, IReadOnlyList<string> prefixes)
    {
        foreach (var standing in layout.Lowered.Positions)
        {
            if (standing.Operation is not { } operation) continue;
            List<string> ids = [.. operation.FormerIds.Insert(0, operation.Id).SelectMany(_ => prefixes, (id, prefix) => prefix + id)];
            _places.Add(PlaceOf(layout, standing, operation, ids));
            List<string> inner = [.. ids.Select(id => id + "/")];
            if (operation.Kind == DurableKind.SubFlow) Add(layout.SubFlows[operation.SubFlow], inner);
            if (operation.FanOut is { } fanOut) Add(layout[fanOut], inner);
            foreach (var branch in operation.Branches) Add(layout[branch], inner);
        }
    }

    private static Place PlaceOf(FrameLayout layout, Standing standing, OperationModel operation, List<string> ids)
    {
        var kept = layout.State.LiveAt[standing.Position].Select(place => layout.State.Items[place])
            .Where(item => item.Group is StateGroup.Slots or StateGroup.Arguments)
            .Select(item => (IReadOnlyList<string>)[.. item.AllNames.Select(Word)]).OrderBy(names => names[0], StringComparer.Ordinal).ToList();
        List<string> results = operation.ResultPayload is { } result ? [Word(result.TypeId), .. result.FormerTypeIds.Concat(result.Conversions.SelectMany(conversion => conversion.TypeIds)).Select(Word)] : [""];
        var node = new ShippedNode(ids[0], operation.Kind.ToString(), Surroundings.Of(layout.Flow, standing), results[0], [.. kept.Select(names => names[0])]);
        return new(node, ids, results, kept, layout.Flow);
    }

    /// <summary>A name as one word of a line.</summary>
    private static string Word(string name) => name.Replace(" ", "");

    /// <summary>As a stored frame is matched: one by one of the same kind, each holding by now what stood first and last in it.</summary>
    private static bool AreSame(Place place, string shipped)
    {
        var (now, then) = (place.Node.Surroundings.Split(' '), shipped.Split(' '));
        return now.Length == then.Length && now.Zip(then, (left, right) => left == right || IsSame(place.Flow, left, right)).All(same => same);
    }

    private static bool IsSame(FlowBody flow, string name, string shipped)
    {
        var (start, then) = (name.IndexOf('('), shipped.IndexOf('('));
        if (start < 0 || then < 0 || name.Substring(0, start) != shipped.Substring(0, then)) return false;
        var (extent, old) = (name.Substring(start), shipped.Substring(then));
        var nodes = flow.Enclosures.FirstOrDefault(enclosure => enclosure.Extent == extent)?.Nodes ?? [];
        return extent.Substring(extent.IndexOf(')')) == old.Substring(old.IndexOf(')'))
            && old.Substring(1, old.IndexOf(')') - 1).Split([".."], StringSplitOptions.None).All(id => nodes.Contains(id));
    }
}
