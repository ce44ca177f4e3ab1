"""Code labels: the words that stand for a client wherever a name must not show.

A label is neutral, easy to say and says nothing about anybody: things of the land, the workshop, the sea and the
page. Left out on purpose: given names (Robin, Hazel), words that could be heard as a remark on a person (Goose, Weed,
Plank), bodies, illness, drugs, drink, money and towns. A label is never used twice, not even after its client's file
was disposed of: an old printout must not seem to speak of somebody new.
"""

from collections.abc import Collection
from random import Random

_LAND = """
Heron Tern Plover Curlew Avocet Bittern Egret Gannet Puffin Kite Osprey Kestrel Buzzard Harrier Falcon Siskin
Redstart Wheatear Whinchat Stonechat Fieldfare Redwing Goldcrest Treecreeper Waxwing Oriole Swift Nightjar
Bluethroat Dipper Wagtail Pipit Skylark Woodlark Bunting Yellowhammer Brambling Crossbill Hawfinch Chaffinch
Bullfinch Goldfinch Greenfinch Kingfisher Woodcock Sandpiper Greenshank Redshank Turnstone Dunlin Sanderling
Whimbrel Godwit Lapwing Dotterel Phalarope Kittiwake Fulmar Petrel Shearwater Guillemot Razorbill Cormorant Grebe
Pochard Wigeon Pintail Shoveler Gadwall Goldeneye Eider Scoter Smew Merganser Garganey Shelduck Moorhen Pheasant
Partridge Ptarmigan Hornbill Toucan Weaver Sunbird Ibis Spoonbill Pelican Flamingo Bowerbird Lyrebird Motmot Tanager
Vireo Towhee Bobolink Meadowlark Veery Ovenbird Tinamou Jacana Cotinga Larch Alder Hornbeam Sycamore Maple Spruce
Yew Birch Elm Oak Poplar Chestnut Walnut Whitebeam Hawthorn Blackthorn Buckthorn Osier Tamarisk Cypress Redwood
Sequoia Cork Mulberry Quince Damson Bullace Catalpa Ginkgo Paulownia Tulipwood Baobab Kapok Rosewood Boxwood
Satinwood Balsa Bamboo Rattan Sedge Bulrush Marram Fescue Barley Spelt Millet Sorghum Flax Bracken Spleenwort
Polypody Sphagnum Lichen Horsetail Clubmoss Campion Speedwell Harebell Teasel Yarrow Comfrey Burnet Vetch Sorrel
Sanicle Woodruff Bedstraw Figwort Cinquefoil Avens Saxifrage Stonecrop Houseleek Sundew Gentian Centaury Oxlip
Bluebell Snowdrop Crocus Squill Fritillary Lupin Cornflower Phlox Hosta Astilbe Peony Hyssop Sumac Slate Flint Chalk
Granite Basalt Gabbro Dolerite Gneiss Shale Marl Tufa Travertine Limestone Sandstone Gritstone Ironstone Soapstone
Quartz Feldspar Calcite Dolomite Gypsum Agate Onyx Chalcedony Carnelian Malachite Azurite Lapis Turquoise Obsidian
Pumice Hematite Magnetite Pyrite Galena Fluorite Barite Topaz Zircon Tourmaline Spinel Peridot Kyanite Labradorite
Moonstone Sunstone Cobalt Copper Bronze Brass Pewter Zinc Tungsten Titanium Chromium Graphite Gravel Shingle Pebble
Boulder Cobble Loam Loess Peat Ridge Col Cairn Tarn Arete Moraine Drumlin Esker Kame Kettle Scree Weald Wold Combe
Dingle Gorge Ravine Canyon Mesa Plateau Steppe Prairie Savanna Tundra Taiga Pampas Delta Estuary Lagoon Fjord Inlet
Cove Skerry Islet Atoll Reef Sandbar Headland Promontory Isthmus Peninsula Archipelago Cataract Cascade Rapids Ford
Weir Millpond Spring Wellhead Meander Confluence Watershed Floodplain Saltmarsh Fen Carr Loch Hedgerow Coppice
Spinney Copse Orchard Meadow Paddock Pasture Towpath Bridleway Causeway Milestone Fingerpost Stile Footbridge
Viaduct Aqueduct Lighthouse Windmill Watermill Dovecote Oasthouse Belfry Cloister Pergola Gazebo
"""

_SKY = """
Cirrus Cumulus Stratus Nimbus Altocumulus Mackerel Drizzle Sleet Hail Rime Breeze Zephyr Mistral Sirocco Chinook
Monsoon Tradewind Squall Thunder Lightning Rainbow Sundog Twilight Dusk Daybreak Sunrise Solstice Equinox
Meridian Zenith Horizon Parallax Azimuth Perigee Apogee Ecliptic Orbit Comet Meteor Asteroid Nebula Galaxy Pulsar
Quasar Eclipse Crescent Gibbous Polaris Sirius Rigel Procyon Arcturus Aldebaran Antares Altair Deneb Fomalhaut
Regulus Canopus Achernar Mizar Alcor Alioth Dubhe Merak Algol Hyades Pleiades Cygnus Aquila Pegasus Cetus Corvus
Lynx Lacerta Sagitta Scutum Sextant Octant Reticulum Pictor Caelum Fornax Sculptor Telescopium Vulpecula Dorado
Tucana Grus Pavo Apus Volans Puppis Saturn Neptune Uranus Oberon Triton Phobos Deimos Enceladus Mimas Tethys Iapetus
"""

_WORKSHOP = """
Quill Chisel Mallet Auger Bradawl Spokeshave Rasp Anvil Bellows Dibber Secateur Bobbin Shuttle Heddle Distaff
Thimble Bodkin Skein Spool Loom Treadle Weft Selvedge Lathe Mandrel Calliper Micrometer Protractor Compass Plumbline
Sawhorse Trestle Workbench Ladder Pulley Windlass Capstan Winch Lever Fulcrum Gear Sprocket Pinion Flywheel Piston
Valve Washer Rivet Dowel Tenon Mortise Dovetail Bevel Chamfer Veneer Inlay Marquetry Lacquer Varnish Shellac Enamel
Glaze Kiln Ladle Beaker Pipette Burette Funnel Carafe Pitcher Basin Amphora Beacon Lantern Candle Taper Sconce
Chandelier Lampshade Kindling Brazier Hearth Mantel Andiron Trivet Colander Skillet Saucepan Tureen Teapot
Kettledrum Saucer Platter Trencher Basket Hamper Trug Pannier Satchel Knapsack Portmanteau Coffer Cabinet Bureau
Armoire Footstool Bookcase Lectern Easel Palette Pastel Charcoal Gouache Tempera Fresco Mosaic Etching
Woodcut Linocut Lithograph Folio Quarto Octavo Vellum Parchment Papyrus Foolscap Almanac Atlas Gazetteer Codex
Scroll Chapter Preface Footnote Margin Serif Ampersand Asterisk Obelus Pilcrow Cedilla Tilde Caret Comma Semicolon
Ellipsis Hyphen Bracket Inkwell Blotter Bookmark Envelope Postcard Stencil Linen Cambric Calico Muslin Damask
Brocade Velvet Corduroy Tweed Worsted Flannel Gabardine Organza Taffeta Chintz Gingham Tartan Paisley Houndstooth
Herringbone Seersucker Poplin Percale Chambray Twill Baize Felt Hessian Burlap Sisal Raffia Mohair Merino Alpaca
Cotton Satin Batik Ikat Kilim Tapestry Quilt Bolster Cushion Awning Canopy Parasol Umbrella Galosh Mitten Muffler
Beret Boater Trilby Cardigan Poncho Buckle Toggle Button Ribbon Tassel Pennant Banner Ensign Keystone Lintel
Corbel Buttress Parapet Cornice Frieze Portico Pediment Plinth Pilaster Column Colonnade Atrium Alcove Mezzanine
Veranda Balcony Turret Cupola Dormer Gable Shutter Casement Transom Fanlight Skylight Threshold Doorbell Latch Hinge
Padlock Banister Newel Staircase Landing
"""

_SEA_AND_SOUND = """
Keel Rudder Tiller Mainsail Topsail Spinnaker Halyard Bowsprit Foremast Rigging Ratline Binnacle Hawser Bollard
Gangway Porthole Bulkhead Galley Quay Jetty Pier Slipway Drydock Mooring Anchor Fathom Ketch Yawl Sloop Schooner
Clipper Brigantine Barque Frigate Galleon Caravel Carrack Longship Skiff Coracle Kayak Canoe Catamaran Trimaran
Felucca Dhow Sampan Gondola Narrowboat Ferry Tugboat Trawler Lugger Nautilus Cowrie Conch Periwinkle Scallop Whelk
Abalone Driftwood Seaglass Samphire Kelp Dulse Carrageen Anemone Seahorse Narwhal Dolphin Porpoise Halibut Turbot
Sturgeon Grayling Stickleback Cello Bassoon Oboe Clarinet Flute Piccolo Cornet Bugle Trombone Euphonium Timpani
Marimba Xylophone Vibraphone Carillon Gong Cymbal Castanet Tambourine Tabor Bodhran Mandolin Lute Theorbo Zither
Dulcimer Psaltery Lyre Balalaika Banjo Ukulele Sitar Sarod Tabla Koto Shamisen Accordion Concertina Harmonium Spinet
Harpsichord Clavichord Metronome Sonata Sonatina Fugue Toccata Prelude Nocturne Rondo Scherzo Minuet Gavotte Bourree
Sarabande Gigue Pavane Galliard Allemande Polonaise Mazurka Waltz Polka Tango Bolero Habanera Barcarolle Madrigal
Motet Cantata Oratorio Overture Intermezzo Cadenza Arpeggio Crotchet Quaver Semibreve Clef Stave Octave Tritone
Adagio Andante Moderato Allegro Presto Legato Staccato Sonnet Ballad Haiku Limerick Villanelle Sestina Ode Stanza
Couplet Quatrain Refrain
"""

_TRAVEL = """
Carriage Boxcar Turntable Semaphore Signal Junction Platform Waystation Tramway Funicular Cableway Monorail Omnibus
Wagon Caravan Sleigh Toboggan Bicycle Tandem Tricycle Scooter Glider Airship Propeller Gyroscope Altimeter Barometer
Thermometer Hygrometer Anemometer Hourglass Sundial Pendulum Chronometer Escapement Weathervane Kaleidoscope Prism
Lens Periscope Binocular Microscope Magnet Turbine Transistor Capacitor Solenoid Antenna Telegraph Gramophone
Typewriter Abacus Cosine Secant Vertex Vector Tensor Matrix Integer Fraction Decimal Ellipse Parabola Hyperbola
Cycloid Helix Spiral Torus Sphere Cone Cylinder Pyramid Cube Octahedron Rhombus Trapezium Hexagon Pentagon Chevron
Lozenge Quatrefoil Trefoil Fleuron Rosette Medallion Cartouche Domino Backgammon Skittle Croquet Quoit Boules
Shuttlecock Racquet Wicket Yoyo Pinwheel Jigsaw Tangram Origami Ikebana Terrarium Trellis Arbor Rockery Birdbath
Vermilion Ochre Umber Sepia Cerulean Ultramarine Cyan Viridian Celadon Chartreuse Magenta Mauve Lilac Cerise Taupe
Ecru
"""

_SECOND = """
Slate Flint Chalk Granite Basalt Quartz Copper Bronze Brass Cobalt Zinc Pewter Linen Velvet Canvas Cotton Corduroy
Maple Larch Oak Birch Alder Walnut Lantern Beacon Compass Anchor Rudder Halyard Shuttle Bobbin Thimble Lathe Pulley
Comet Orbit Cirrus Stratus Zenith Solstice Meridian Atlas Quill Folio Vellum Sonata Cello Oboe Prelude Nocturne
Waltz Prism Helix Vector Sundial Trellis Lighthouse Windmill Easel Mosaic Ochre Cobble Quarto
"""


class LabelsExhausted(Exception):
    """Every word and every pair of words has been used. (It takes more than sixty thousand clients.)"""


def _words(*lists: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for words in lists for word in words.split()))


WORDS = _words(_LAND, _SKY, _WORKSHOP, _SEA_AND_SOUND, _TRAVEL)
SECOND_WORDS = _words(_SECOND)


def shipped() -> list[str]:
    """Every label there is, single words before pairs; the order is fixed."""
    return [*WORDS, *_pairs()]


def pick(used: Collection[str], chance: Random) -> str:
    """A label that is not in `used`, drawn by `chance`; single words as long as there are any.

    `used` holds every label the practice ever gave out, those of disposed files too. Raises LabelsExhausted.
    """
    return choose(used, 1, chance)[0]


def choose(used: Collection[str], count: int, chance: Random) -> list[str]:
    """`count` different labels, none of them in `used`; one pass over the list, so 5,000 cost little more than one."""
    taken = set(used)
    free = [word for word in WORDS if word not in taken]
    if len(free) >= count:
        return chance.sample(free, count)
    chance.shuffle(free)
    pairs = [pair for pair in _pairs() if pair not in taken]
    missing = count - len(free)
    if missing > len(pairs):
        raise LabelsExhausted
    return free + chance.sample(pairs, missing)


def _pairs() -> list[str]:
    return [f"{first} {second}" for first in WORDS for second in SECOND_WORDS if first != second]
