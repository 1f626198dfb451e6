using RunkonFlow.Typed.Oracle.Tests.Programs;

namespace RunkonFlow.Typed.Oracle.Tests.Rendering;

/// <summary>A program and its two texts.</summary>
public sealed class RenderedProgram
{
    public const string Namespace = "Generated";

    private const string Header = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using RunkonFlow.Typed;
        using RunkonFlow.Typed.Oracle.Tests.Running;

        namespace Generated;


        """;

    public RenderedProgram(FlowProgram program, string name, string seed)
    {
        (Program, Name, Seed) = (program, name, seed);
        FlowSource = Header + FlowText.Of(program, name);
        FlowSourceWithoutBodies = Header + FlowText.Of(program, name, hasBodies: false);
        (var reference, Uses) = ReferenceText.Of(program, name);
        ReferenceSource = Header + reference;
    }

    public FlowProgram Program { get; }

    /// <summary>The class's name, unique in a batch.</summary>
    public string Name { get; }

    /// <summary>The seed it was drawn from, as CsCheck writes it.</summary>
    public string Seed { get; }

    public string FlowSource { get; }

    /// <summary>The same class to be compiled beside its machine: only the machine's text of the flow is run.</summary>
    public string FlowSourceWithoutBodies { get; }

    public string ReferenceSource { get; }

    /// <summary>The reference's statements, by the number under which they report.</summary>
    public IReadOnlyList<StatementUse> Uses { get; }
}
