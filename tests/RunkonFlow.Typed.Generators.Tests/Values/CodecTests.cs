using CsCheck;

namespace RunkonFlow.Typed.Generators.Tests.Values;

public sealed class CodecTests
{
    private const string Shop = """
        namespace Shop;

        public sealed record Order(string Id, decimal Total, ImmutableArray<Line> Lines, Address? Ship = null)
        {
            public decimal Double => Total * 0 + 2;
        }
        public sealed record Line(string Sku, int Quantity, Color Color, Access Access);
        public readonly record struct Address(string Street, int? Number);
        public enum Color { Red, Green = 5, [JsonStringEnumMemberName("deep blue")] Blue }
        [Flags] public enum Access : byte { None, Read = 1, Write = 2, All = 3 }
        public sealed record Everything(
            bool A, byte B, sbyte C, short D, ushort E, int F, uint G, long H, ulong I, float J, double K, decimal L, char M, string N, Guid O,
            DateTime P, DateTimeOffset Q, TimeSpan R, DateOnly S, TimeOnly T, Uri? U, Version? V, byte[] W, int? X, Color? Y, TimeSpan? Z);
        public class Bag
        {
            public List<string?>? Names { get; set; }
            public IReadOnlyList<int> Numbers { get; set; } = [];
            public HashSet<int>? Set { get; set; }
            public Dictionary<string, Line?>? ByName { get; set; }
            public IReadOnlyDictionary<int, Guid>? ByNumber { get; set; }
            public Dictionary<Color, int>? ByColor { get; set; }
            public Dictionary<Guid, List<Line>>? ByGuid { get; set; }
            public ImmutableDictionary<long, bool>? Fixed { get; set; }
            public ImmutableList<Bag?>? Nested { get; set; }
            public (int Count, string? Name)? Pair { get; set; }
            public KeyValuePair<string, int> Kvp { get; set; }
            public int[][]? Jagged { get; set; }
            [JsonPropertyName("x<\"y")] public int Renamed { get; set; }
            [JsonIgnore] public object? Ignored { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Sometimes { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public TimeSpan? Hardly { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int Always { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Rarely { get; set; }
            [JsonPropertyOrder(-1)] public int First { get; set; }
        }
        public abstract record Entity { public required string Key { get; init; } public int Json { get; init; } = 7; }
        public sealed record Node : Entity { public Node? Next { get; init; } public List<Node> Children { get; set; } = []; public bool @event { get; set; } }
        public sealed record Page<T>(T Item, IReadOnlyList<T> Items, Page<T>? Next);
        public struct Point { public int X { get; set; } public int Y { get; init; } }
        public sealed class Money(decimal amount, string currency) { public decimal Amount { get; } = amount; public string Currency { get; } = currency; }
        """;

    public static TheoryData<string> Types =>
    [
        "int", "string", "string?", "double", "Guid?", "Unit", "byte[]", "int[]", "List<string?>", "Dictionary<string, int>", "(int, string)", "DayOfWeek",
        "Shop.Order", "Shop.Order?", "Shop.Everything", "Shop.Bag", "Shop.Node", "Shop.Page<Shop.Line>", "Shop.Page<int?>", "Shop.Point", "Shop.Point?",
        "Shop.Money", "Shop.Access", "List<Shop.Order>", "ImmutableArray<int>", "ImmutableHashSet<string>", "Queue<int?>", "SortedSet<int>",
        "SortedDictionary<int, string>", "ImmutableQueue<string>", "ImmutableSortedSet<int>", "ImmutableSortedDictionary<int, Shop.Line>", "KeyValuePair<string, Shop.Line?>[]",
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Random_values_are_written_as_System_Text_Json_writes_them_and_read_back(string type)
    {
        var probe = CodecProbe.For(type, Shop);

        Gen.Int.Sample(seed =>
        {
            var value = new RandomValue(seed).Of(probe.Type);

            var written = probe.Write(value);

            Assert.Equal(probe.WriteByReference(value), written);
            var read = probe.Read(written);
            // A hash set has no order to keep; everything else reads back to the same text.
            if (!type.Contains("HashSet", StringComparison.Ordinal)) Assert.Equal(written, probe.Write(read));
            Assert.Equal(value?.GetType(), read?.GetType());
        }, iter: 100, threads: 1);
    }

    [Fact]
    public void Emitted_readers_and_writers_read_as_if_written_by_hand()
        => Snapshot.Match(CodecProbe.For("Shop.Order", """
            namespace Shop;
            public sealed record Order(string Id, decimal Total, List<Line> Lines) { public string Note { get; init; } = "none"; }
            public sealed record Line(string Sku, Color? Color) { public required int Quantity { get; set; } }
            public enum Color { Red, Green }
            """).Text);

    [Fact]
    public void Members_that_nobody_knows_are_ignored_and_missing_ones_take_their_defaults()
    {
        var probe = CodecProbe.For("Shop.Node", Shop);

        var node = probe.Read("""{"Gone":{"a":[1,{"b":2}]},"Key":"k"}""");

        Assert.Equal("""{"Next":null,"Children":[],"event":false,"Key":"k","Json":7}""", probe.Write(node));
    }

    [Fact]
    public void A_missing_required_member_is_named()
    {
        var probe = CodecProbe.For("Shop.Node", Shop);

        var fault = Assert.Throws<RunkonFlow.Typed.Machines.IncompatibleFrameException>(() => probe.Read("""{"Json":1}"""));

        Assert.Equal("The stored Shop.Node has no 'Key', which is required.", fault.Message);
    }

    [Fact]
    public void An_object_of_a_derived_class_is_refused_rather_than_cut()
    {
        var probe = CodecProbe.For("Shop.Open", "namespace Shop; public class Open { public int A { get; set; } }");
        var derived = System.Reflection.Emit.AssemblyBuilder
            .DefineDynamicAssembly(new("Derived"), System.Reflection.Emit.AssemblyBuilderAccess.RunAndCollect)
            .DefineDynamicModule("m").DefineType("Derived", System.Reflection.TypeAttributes.Public, probe.Type).CreateType();

        Assert.Throws<RunkonFlow.Typed.Machines.UnstorableValueException>(() => probe.Write(Activator.CreateInstance(derived)));
    }

    [Fact]
    public void A_mutable_value_is_copied_and_an_immutable_one_is_not()
    {
        var list = new List<string?> { "a" };

        var copy = CodecProbe.For("List<string?>", Shop).Copy(list);

        Assert.Equal(list, copy);
        Assert.NotSame(list, copy);
        Assert.True(CodecProbe.Parse("Shop.Line", Shop).IsImmutable);
    }

    [Fact]
    public void What_is_nested_deep_is_read_as_deep_as_it_is_written()
    {
        var probe = CodecProbe.For("Shop.Deep?", "namespace Shop; public class Deep { public Deep? Next { get; set; } }");
        object? deep = null;
        for (var i = 0; i < 900; i++)
        {
            var outer = Activator.CreateInstance(probe.Type)!;
            probe.Type.GetProperty("Next")!.SetValue(outer, deep);
            deep = outer;
        }

        var copy = probe.Copy(deep);

        Assert.Equal(probe.Write(deep), probe.Write(copy));
    }

    [Fact]
    public void Listed_types_are_written_by_the_context()
    {
        var probe = CodecProbe.For("List<Shop.Shape>", """
            namespace Shop;
            [JsonPolymorphic, JsonDerivedType(typeof(Circle), "circle")] public abstract record Shape;
            public sealed record Circle(int R) : Shape;

            [JsonSerializable(typeof(Shape))]
            public sealed class ShopJson : JsonSerializerContext
            {
                public static ShopJson Default { get; } = new();
                public ShopJson() : base(null) { }
                protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
                public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type)
                    => new JsonSerializerOptions { TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver() }.GetTypeInfo(type);
            }
            """, "Shop.ShopJson");

        var shapes = probe.Read("""[{"$type":"circle","R":3},null]""");

        Assert.Equal("""[{"$type":"circle","R":3},null]""", probe.Write(shapes));
    }
}
