using RunkonFlow.Typed.Generators.Flows.Model;
using RunkonFlow.Typed.Generators.Lowering;

namespace RunkonFlow.Typed.Generators.Emission;

/// <summary>
/// The loops and handlers around a position, innermost first, as a stored frame names them. A frame is taken up again only where they
/// are the ones in which it was stored.
/// </summary>
internal static class Surroundings
{
    public static string Of(FlowBody flow, Standing standing)
    {
        var names = standing.Loops.Reverse().Select(l => l.Id).ToList();
        for (var region = standing.Region; region.Parent is not null; region = region.Parent)
            names.Add(region.Kind switch
            {
                RegionKind.Catches => "try-catch",
                RegionKind.Finally => "try-finally",
                _ => "finally",
            } + flow.ExtentOfTry(region.Try));
        names.AddRange(standing.Caught.Reverse().Select(n => "catch" + flow.ExtentOfTry(n)));
        return string.Join(" ", names);
    }
}
